package io.m1bridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds schemas and records against each other: neither can change alone. */
class SchemaTest {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  static Stream<String> schemas() {
    return Contracts.RECORDS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldValidateEveryExample(String name) {
    JsonNode examples = Contracts.json(Contracts.schemaText(name)).get("examples");
    assertThat(examples).isNotEmpty();
    for (JsonNode example : examples) {
      assertThat(schema(name).validate(example.toString(), InputFormat.JSON)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldRoundTripEveryExampleThroughItsRecord(String name) throws Exception {
    for (JsonNode example : Contracts.json(Contracts.schemaText(name)).get("examples")) {
      Object record = ContractJson.mapper().treeToValue(example, Contracts.RECORDS.get(name));
      JsonNode written = ContractJson.mapper().valueToTree(record);
      assertThat(Contracts.json(written.toString())).isEqualTo(example);
      assertThat(schema(name).validate(written.toString(), InputFormat.JSON)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldRefuseAnExampleThatLacksARequiredField(String name) {
    JsonNode schema = Contracts.json(Contracts.schemaText(name));
    for (JsonNode required : schema.get("required")) {
      ObjectNode broken = schema.get("examples").get(0).deepCopy();
      broken.remove(required.asText());
      assertThat(schema(name).validate(broken.toString(), InputFormat.JSON))
          .as("without %s", required)
          .isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldNameTheSameFieldsAsTheRecord(String name) {
    Set<String> described = new TreeSet<>();
    Contracts.json(Contracts.schemaText(name))
        .get("properties")
        .fieldNames()
        .forEachRemaining(described::add);
    assertThat(described).isEqualTo(fields(Contracts.RECORDS.get(name)));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldStillReadARecordWithAFieldThatCameLater(String name) throws Exception {
    ObjectNode later = Contracts.json(Contracts.schemaText(name)).get("examples").get(0).deepCopy();
    later.put("aFieldOfTheFuture", 1);
    assertThat(schema(name).validate(later.toString(), InputFormat.JSON)).isEmpty();
    assertThat(ContractJson.mapper().treeToValue(later, Contracts.RECORDS.get(name))).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldListEveryEnumConstant(String name) {
    JsonNode properties = Contracts.json(Contracts.schemaText(name)).get("properties");
    for (RecordComponent component : Contracts.RECORDS.get(name).getRecordComponents()) {
      if (component.getType().isEnum()) {
        Set<String> listed = new TreeSet<>();
        properties.get(component.getName()).get("enum").forEach(n -> listed.add(n.asText()));
        assertThat(listed).isEqualTo(words(component.getType()));
      }
    }
  }

  private static Schema schema(String name) {
    return REGISTRY.getSchema(Contracts.schemaText(name), InputFormat.JSON);
  }

  private static Set<String> fields(Class<?> type) {
    Set<String> names =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    if (type == ContactData.class) {
      names.remove("fields");
      names.addAll(ContactData.FIELDS);
    }
    return names;
  }

  private static Set<String> words(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(f -> f.isEnumConstant())
        .map(f -> f.getAnnotation(JsonProperty.class).value())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

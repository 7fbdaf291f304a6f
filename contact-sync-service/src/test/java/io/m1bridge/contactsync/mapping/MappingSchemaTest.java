package io.m1bridge.contactsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.m1bridge.contracts.ContactData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The schema that editors use says the same as the reader, and the manual's example is right. */
class MappingSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path MANUAL = Path.of("..", "docs", "mapping.md");

  private final String text = schemaText();
  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text, InputFormat.JSON);

  @Test
  void shouldKnowTheFieldsOfTheContract() throws JsonProcessingException {
    Set<String> fields = new TreeSet<>();
    JsonNode properties =
        JSON.readTree(text).at("/properties/contact/properties/fields/properties");
    properties.fieldNames().forEachRemaining(fields::add);

    assertThat(fields).isEqualTo(new TreeSet<>(ContactData.FIELDS));
  }

  @Test
  void shouldTakeWhatTheReaderTakes() throws IOException {
    for (String yaml : new String[] {example(), customers(), ofManyAccounts()}) {
      assertThat(MappingReader.read("a.yaml", yaml).tests()).isNotEmpty();
      assertThat(schema.validate(json(yaml), InputFormat.JSON)).isEmpty();
    }
  }

  @Test
  void shouldRefuseWhatTheReaderRefuses() throws IOException {
    for (String[] change :
        new String[][] {
          {"format: debezium", "format: debezum"},
          {"fullName:", "fullname:"},
          {"lookup:", "look-up:"},
          {"without-email: delete", "without-email: drop"},
          {"from: gender", "frm: gender"}
        }) {
      String yaml = customers().replaceFirst(change[0], change[1]);

      assertThat(yaml).isNotEqualTo(customers());
      assertThat(schema.validate(json(yaml), InputFormat.JSON)).as(change[1]).isNotEmpty();
    }
  }

  private static String ofManyAccounts() {
    return """
        format: debezium
        account: land
        account-of-deletes: row
        contact:
          fields: {email: mail}
          custom:
            Level: {from: level, create: true, options: [金, 银], new-options: add}
            Source: {from: source, options: [网站]}
        tests:
          - name: a delete
            key: {id: 7}
            value: {op: d, before: {id: 7, land: shop-de}}
            deleted: {key: 7, account: shop-de}
        """;
  }

  /** The first YAML of the manual. */
  private static String example() throws IOException {
    String manual = Files.readString(MANUAL);
    int from = manual.indexOf("```yaml\n") + "```yaml\n".length();
    return manual.substring(from, manual.indexOf("```", from));
  }

  private static String customers() throws IOException {
    return Files.readString(Path.of("src", "test", "resources", "debezium", "customers.yaml"));
  }

  private static String json(String yaml) throws JsonProcessingException {
    Object read = new Yaml().load(yaml);
    return JSON.writeValueAsString(read);
  }

  private static String schemaText() {
    try (InputStream schema = ContactData.class.getResourceAsStream("mapping.schema.json")) {
      return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("The schema is missing", e);
    }
  }
}

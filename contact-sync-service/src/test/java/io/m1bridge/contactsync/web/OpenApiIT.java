package io.m1bridge.contactsync.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.m1bridge.contactsync.replay.LetterPage;
import io.m1bridge.contactsync.replay.ListedLetter;
import io.m1bridge.contactsync.undelivered.ReasonCounts.ReasonCount;
import io.m1bridge.contactsync.view.SampleView;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.contracts.Undelivered;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.ui.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document that is shipped is made from the code; this holds it to what is answered. */
class OpenApiIT {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final ObjectMapper JSON = ContractJson.mapper();
  private static final JsonNode API = read();

  /** One operation of the document. */
  record Operation(String name, JsonNode node) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : API.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
        if (!entry.getKey().equals("parameters")) {
          String verb = entry.getKey().toUpperCase(Locale.ROOT);
          operations.add(new Operation(verb + " " + path.getKey(), entry.getValue()));
        }
      }
    }
    return operations;
  }

  private static JsonNode read() {
    Path jar = ServiceJar.locate("contact-sync-service").resolveSibling("quarkus");
    try (JarFile generated = new JarFile(jar.resolve("generated-bytecode.jar").toFile());
        InputStream in =
            generated.getInputStream(
                generated.getJarEntry("META-INF/quarkus-generated-openapi-doc.JSON"))) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldDescribeExactlyTheOperationsThatThereAre() throws Exception {
    Set<String> described =
        operations().stream().map(Operation::name).collect(Collectors.toCollection(TreeSet::new));
    Set<String> there =
        Routes.all().stream()
            .filter(Routes::isDescribed)
            .map(Routes::name)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(described).isEqualTo(there).allMatch(name -> name.contains(" /v1/"));
  }

  @Test
  void shouldNameEachOperationOnce() {
    Set<String> ids = new HashSet<>();
    operations()
        .forEach(one -> assertThat(ids.add(one.node().path("operationId").asText())).isTrue());
    assertThat(ids).doesNotContain("");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldSayWhatItIsForAndHowItFails(Operation operation) throws Exception {
    Routes route =
        Routes.all().stream()
            .filter(one -> one.name().equals(operation.name()))
            .findFirst()
            .orElseThrow();
    JsonNode responses = operation.node().path("responses");
    assertThat(operation.node().path("summary").asText()).isNotBlank();
    assertThat(responses.has("401")).as("401").isEqualTo(route.isProtected());
    assertThat(responses.has("403")).as("403").isEqualTo(route.isOfOperators());
    if (operation.name().contains("{")) {
      assertThat(responses.has("404")).as("404").isTrue();
      assertThat(responses.has("503")).as("503").isTrue();
    }
    for (Map.Entry<String, JsonNode> response : responses.properties()) {
      JsonNode content = response.getValue().path("content");
      if (response.getKey().charAt(0) >= '4') {
        assertThat(response.getValue().path("description").asText()).isNotBlank();
        assertThat(content.properties())
            .extracting(Map.Entry::getKey)
            .as(response.getKey())
            .containsExactly(Problem.MEDIA_TYPE);
      } else {
        assertThat(content.isEmpty()).isEqualTo(response.getKey().equals("204"));
        assertThat(content.has(Problem.MEDIA_TYPE)).isFalse();
      }
    }
  }

  @Test
  void shouldReferToWhatIsThere() {
    Set<String> schemas = new TreeSet<>();
    API.at("/components/schemas").fieldNames().forEachRemaining(schemas::add);
    for (JsonNode reference : API.findValues("$ref")) {
      assertThat(schemas).contains(reference.asText().replace("#/components/schemas/", ""));
    }
    assertThat(schemas).as("of pages").noneMatch(name -> name.contains("Template"));
  }

  @Test
  void shouldDescribeWhatIsAnswered() throws IOException {
    Coordinates place = new Coordinates("t", 1, 2);
    Instant at = Instant.parse("2026-11-23T08:00:00Z");
    assertFits("AccountView", SampleView.held("demo", 7, true));
    assertFits("Status", new Status(true, null, 1, 1, 0, 0, 0, 0, 0, Map.of("add", 4L), 1));
    assertFits(
        "UndeliveredView",
        new UndeliveredView(
            "demo",
            1,
            List.of(new ReasonCount(Undelivered.State.WAITING, "queued", 1)),
            List.of(
                new Undelivered(
                    "demo", "k", Undelivered.State.WAITING, "queued", "Wait", at, "e", place)),
            "k"));
    assertFits(
        "CommandAccepted",
        new CommandAccepted("demo", Command.Action.PAUSE, "li.wei", at, "t", 1, 2, null));
    assertFits(
        "ListedLetter", new ListedLetter(at, "field-invalid", "Mend it", "k", place, place, true));
    assertFits("Problem", Problem.of(404, "unknown-account", "None").withAdvice("Look"));
    assertThat(names("LettersView"))
        .containsAll(
            names(JSON.valueToTree(new LetterPage(List.of(), List.of(), 1, at, true, 0, "0_1"))));
  }

  /** Each field that is written is described, and is what it is said to be. */
  private static void assertFits(String schema, Object answer) throws IOException {
    String written = JSON.writeValueAsString(answer);
    assertThat(names(schema)).as(schema).containsAll(names(JSON.readTree(written)));
    ObjectNode whole = JSON.createObjectNode();
    whole.put("$ref", "#/components/schemas/" + schema);
    whole.set("components", API.get("components"));
    assertThat(
            REGISTRY
                .getSchema(whole.toString(), InputFormat.JSON)
                .validate(written, InputFormat.JSON))
        .as(schema + " " + written)
        .isEmpty();
  }

  private static Set<String> names(String schema) {
    return names(API.at("/components/schemas/" + schema + "/properties"));
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}

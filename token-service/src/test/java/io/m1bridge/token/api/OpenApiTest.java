package io.m1bridge.token.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.m1bridge.contracts.token.InvalidateRequest;
import io.m1bridge.contracts.token.NoPermissionReport;
import io.m1bridge.contracts.token.PermitsAnswer;
import io.m1bridge.contracts.token.PermitsRequest;
import io.m1bridge.contracts.token.TokenAnswer;
import io.m1bridge.ui.problem.Problem;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published description is written by hand; this holds it to the code and to itself. */
class OpenApiTest {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
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
    API.get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        entry -> {
                          if (!entry.getKey().equals("parameters")) {
                            operations.add(
                                new Operation(
                                    entry.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                    entry.getValue()));
                          }
                        }));
    return operations;
  }

  @Test
  void shouldDescribeExactlyTheOperationsThatThereAre() throws Exception {
    Set<String> described =
        operations().stream().map(Operation::name).collect(Collectors.toCollection(TreeSet::new));
    assertThat(described).isEqualTo(routes());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldSayWhatItIsForAndHowItFails(Operation operation) {
    assertThat(operation.node().path("summary").asText()).isNotBlank();
    assertThat(operation.node().path("description").asText()).contains("Action: ");
    assertThat(operation.node().path("operationId").asText()).isNotBlank();
    Map<String, JsonNode> responses = responses(operation);
    assertThat(responses).containsKeys("401", "403");
    if (operation.name().contains("{id}")) {
      assertThat(responses).containsKey("400");
    }
    if (operation.node().has("requestBody")) {
      assertThat(responses).containsKeys("400", "413", "415");
    }
    responses.forEach(
        (status, response) -> {
          assertThat(response.path("description").asText()).isNotBlank();
          if (status.charAt(0) >= '4') {
            JsonNode content = response.path("content");
            assertThat(content.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(Problem.MEDIA_TYPE);
            content
                .path(Problem.MEDIA_TYPE)
                .path("examples")
                .forEach(
                    example ->
                        assertThat(example.path("value").path("status").asText())
                            .isEqualTo(status));
          } else {
            assertThat(response.has("content")).isEqualTo(!status.equals("204"));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldHaveExamplesThatFitTheirSchemas(Operation operation) {
    assertExamples(operation.node().path("requestBody").path("content"));
    responses(operation).values().forEach(response -> assertExamples(response.path("content")));
  }

  @Test
  void shouldNameTheFieldsOfTheRecords() {
    Map<String, Class<?>> records =
        Map.of(
            "Account", AccountView.class,
            "AccountDeclaration", AccountDeclaration.class,
            "TokenAnswer", TokenAnswer.class,
            "InvalidateRequest", InvalidateRequest.class,
            "NoPermissionReport", NoPermissionReport.class,
            "PermitsRequest", PermitsRequest.class,
            "PermitsAnswer", PermitsAnswer.class,
            "Keys", KeysResource.Keys.class,
            "Problem", Problem.class);
    records.forEach(
        (name, type) ->
            assertThat(names(API.at("/components/schemas/" + name + "/properties")))
                .as(name)
                .isEqualTo(
                    Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .collect(Collectors.toCollection(TreeSet::new))));
    assertThat(names(API.at("/components/schemas"))).containsAll(records.keySet());
  }

  private static void assertExamples(JsonNode content) {
    content.forEach(
        media -> {
          assertThat(media.path("examples").size()).isPositive();
          ObjectNode schema = new ObjectMapper().createObjectNode();
          schema.putArray("allOf").add(media.path("schema"));
          schema.set("components", API.get("components"));
          for (JsonNode example : media.path("examples")) {
            assertThat(
                    REGISTRY
                        .getSchema(schema.toString(), InputFormat.JSON)
                        .validate(example.get("value").toString(), InputFormat.JSON))
                .isEmpty();
          }
        });
  }

  private static Map<String, JsonNode> responses(Operation operation) {
    return operation.node().path("responses").properties().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                e ->
                    e.getValue().has("$ref")
                        ? API.at(e.getValue().get("$ref").asText().substring(1))
                        : e.getValue()));
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> routes() throws Exception {
    java.nio.file.Path classes =
        java.nio.file.Path.of(
                AccountsResource.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve(AccountsResource.class.getPackageName().replace('.', '/'));
    Set<String> routes = new TreeSet<>();
    try (Stream<java.nio.file.Path> files = Files.list(classes)) {
      for (java.nio.file.Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith("Resource.class")) {
          Class<?> type =
              Class.forName(OpenApiTest.class.getPackageName() + "." + name.replace(".class", ""));
          routes.addAll(routes(type));
        }
      }
    }
    routes.removeIf(route -> route.contains("/internal/"));
    return routes;
  }

  private static Set<String> routes(Class<?> type) {
    Set<String> routes = new TreeSet<>();
    for (Method method : type.getDeclaredMethods()) {
      for (Annotation annotation : method.getAnnotations()) {
        HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
        if (verb != null) {
          Path path = method.getAnnotation(Path.class);
          routes.add(
              verb.value()
                  + " "
                  + type.getAnnotation(Path.class).value()
                  + (path == null ? "" : path.value()));
        }
      }
    }
    return routes;
  }

  private static JsonNode read() {
    try (InputStream in =
        Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("/META-INF/openapi.yaml"))) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

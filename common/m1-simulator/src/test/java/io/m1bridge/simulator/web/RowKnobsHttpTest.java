package io.m1bridge.simulator.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged rows and the forms of nothing, in every list. */
@QuarkusTest
class RowKnobsHttpTest {
  private String token;

  @BeforeEach
  void start() {
    Http.reset();
    Http.control("{\"scale\":0}").put("/_sim/clock").then().statusCode(200);
    token = Http.token();
  }

  private Map<String, ?> asked(Map<String, ?> more) {
    Map<String, Object> all = new java.util.HashMap<>(more);
    all.put("token", token);
    all.putIfAbsent("page", 1);
    all.putIfAbsent("limit", 50);
    all.put("start", 0);
    all.put("end", 9_999_999_999_999L);
    all.put("type", 0);
    return all;
  }

  private Response list(String list) {
    return switch (list) {
      case "contacts" -> Http.get("/contact/all", asked(Map.of()));
      case "groups" -> Http.get("/contact/group/all", asked(Map.of()));
      case "properties" -> Http.post("/contact/property/all", Map.of("token", token));
      case "campaigns" -> Http.get("/edm/tasks", asked(Map.of()));
      default -> Http.get("/edm/task/detail", asked(Map.of("id", campaign())));
    };
  }

  private static int campaign() {
    Integer id = given().get("/_sim/accounts/demo/campaigns").path("[0].id");
    return id == null ? 1 : id;
  }

  private JsonNode rows(String list) {
    JsonNode data = json(list(list)).path("data");
    return switch (list) {
      case "contacts" -> data.path("list");
      case "groups" -> data.path("groups");
      case "engagement" -> data.path("detail");
      default -> data;
    };
  }

  private static JsonNode json(Response answer) {
    try {
      return new ObjectMapper().readTree(answer.asString());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private void fill() {
    String contacts =
        IntStream.range(0, 40)
            .mapToObj(i -> "{\"email\":\"a" + i + "@x.cn\"}")
            .collect(Collectors.joining(",", "[", "]"));
    Http.post("/contact/add", Map.of("token", token, "opType", "2", "contacts", contacts));
    for (int i = 0; i < 20; i++) {
      Http.post("/contact/group/add", Map.of("token", token, "name", "g" + i));
      Http.post(
          "/contact/property/add",
          Map.of("token", token, "label", "p" + i, "fieldType", "1", "description", "d"));
      Http.control("{\"recipients\":1,\"openRate\":1,\"softBounceRate\":0,\"hardBounceRate\":0}")
          .post("/_sim/accounts/demo/campaigns");
    }
    Http.control("{\"by\":\"PT1H\"}").post("/_sim/clock/advance");
  }

  @ParameterizedTest
  @ValueSource(strings = {"contacts", "groups", "properties", "campaigns", "engagement"})
  void shouldDamageEveryRowOfAListAndOfNoOther(String list) {
    fill();
    Http.behaviour(
        "{\"damage\":{\"share\":1,\"kinds\":[\"null-row\"],\"lists\":[\"" + list + "\"]}}");

    for (String each :
        new String[] {"contacts", "groups", "properties", "campaigns", "engagement"}) {
      assertThat(rows(each)).isNotEmpty();
      assertThat(rows(each)).allMatch(row -> row.isNull() == each.equals(list));
    }
  }

  @Test
  void shouldDamageAShareOfTheRowsTheSameOnesAtEveryReading() {
    fill();
    Http.behaviour("{\"damage\":{\"share\":0.3,\"kinds\":[\"null-row\"]}}");

    JsonNode once = rows("contacts");
    assertThat(once).anyMatch(JsonNode::isNull).anyMatch(JsonNode::isObject);
    assertThat(rows("contacts")).isEqualTo(once);
  }

  @Test
  void shouldDamageEveryNthRow() {
    fill();
    Http.behaviour("{\"damage\":{\"nth\":4,\"kinds\":[\"null-row\"],\"lists\":[\"contacts\"]}}");

    assertThat(rows("contacts")).filteredOn(JsonNode::isNull).hasSize(10);
  }

  @Test
  void shouldShowRowsThatAreNoObjects() {
    fill();
    Http.behaviour("{\"damage\":{\"share\":1,\"kinds\":[\"not-an-object\"]}}");

    assertThat(rows("contacts"))
        .noneMatch(JsonNode::isObject)
        .anyMatch(JsonNode::isTextual)
        .anyMatch(JsonNode::isNumber)
        .anyMatch(JsonNode::isArray);
  }

  @Test
  void shouldLeaveFieldsOutOrEmptyOrGiveThemAnotherType() {
    fill();
    Http.behaviour(
        "{\"damage\":{\"share\":1,\"kinds\":[\"missing-field\"],\"fields\":[\"email\"]}}");
    assertThat(rows("contacts")).noneMatch(row -> row.has("email")).allMatch(row -> row.has("id"));

    Http.behaviour("{\"damage\":{\"kinds\":[\"null-field\"]}}");
    assertThat(rows("contacts")).allMatch(row -> row.get("email").isNull());

    Http.behaviour("{\"damage\":{\"kinds\":[\"other-type\"],\"fields\":[\"id\"]}}");
    assertThat(rows("contacts"))
        .noneMatch(row -> row.get("id").isNumber())
        .anyMatch(row -> row.get("id").isTextual())
        .anyMatch(row -> row.get("id").isObject());
  }

  @Test
  void shouldTellTheTruthAboutDamagedEngagement() {
    fill();
    Http.behaviour("{\"damage\":{\"share\":1,\"lists\":[\"engagement\"]}}");

    JsonNode truth = json(given().get("/_sim/accounts/demo/engagement"));
    assertThat(truth).isNotEmpty().allMatch(row -> row.path("damaged").asBoolean());
    assertThat(truth).allMatch(row -> row.path("email").isTextual());
  }

  @ParameterizedTest
  @CsvSource({
    "empty-array,'{\"success\":true,\"data\":[]}','{\"success\":true,\"data\":{\"total\":0,\"list\":[]}}'",
    "null,'{\"success\":true,\"data\":null}','{\"success\":true,\"data\":{\"total\":0,\"list\":null}}'",
    "empty-text,'{\"success\":true,\"data\":\"\"}','{\"success\":true,\"data\":{\"total\":0,\"list\":\"\"}}'",
    "empty-object,'{\"success\":true,\"data\":{}}','{\"success\":true,\"data\":{\"total\":0,\"list\":{}}}'",
    "absent,'{\"success\":true}','{\"success\":true,\"data\":{\"total\":0}}'"
  })
  void shouldWriteNothingInEveryForm(String form, String whole, String inside) {
    Http.behaviour("{\"answers\":{\"nothing\":\"" + form + "\"}}");
    assertThat(list("properties").asString()).isEqualTo(whole);
    assertThat(list("campaigns").asString()).isEqualTo(whole);
    assertThat(list("contacts").asString()).isEqualTo(inside);
    assertThat(list("groups").asString()).isEqualTo(inside.replace("list", "groups"));
    assertThat(list("engagement").asString())
        .isEqualTo(inside.replace("list", "detail").replace("total", "total_count"));

    Http.behaviour("{\"answers\":{\"nothingIsWhole\":true}}");
    assertThat(list("contacts").asString()).isEqualTo(whole);
    assertThat(list("engagement").asString()).isEqualTo(whole);
  }

  @Test
  void shouldCallItsJsonSomethingElse() {
    Http.behaviour("{\"answers\":{\"contentType\":\"html\"}}");

    assertThat(list("campaigns").contentType()).startsWith("text/html");
    assertThat(list("campaigns").asString()).startsWith("{\"success\":true");
  }
}

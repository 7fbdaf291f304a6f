package io.m1bridge.m1.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** A code is found wherever it stands in a failure, and never in the contents of a success. */
class CodePropertiesTest {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final M1Call<M1Answers.Done> WRITE = new M1Call.DeleteContacts(List.of(1L));
  private static final M1Call<?> CONTACTS = new M1Call.ListContacts(List.of(), 1, 50);

  /** One answer of M1 that says no. */
  record Failure(String code, int status, String body) {}

  @Property(tries = 1_000)
  void shouldFindTheCodeWhereverItStands(@ForAll("failures") Failure failure) {
    for (M1Call<?> call : List.of(WRITE, CONTACTS)) {
      M1Outcome<?> outcome = read(call, failure.status(), failure.body());

      assertThat(outcome).isInstanceOf(expected(failure.code()));
    }
  }

  private static Class<?> expected(String code) {
    return switch (code) {
      case "E10001" -> M1Outcome.Unavailable.class;
      case "E10101" -> M1Outcome.Unauthorized.class;
      case "E10102" -> M1Outcome.Forbidden.class;
      case "E10104" -> M1Outcome.Throttled.class;
      case "E10103", "E00005" -> M1Outcome.Refused.class;
      default -> M1Outcome.ContactLimit.class;
    };
  }

  @Provide
  Arbitrary<Failure> failures() {
    Arbitrary<String> codes =
        Arbitraries.of(
            "E10001", "E10101", "E10102", "E10103", "E10104", "E00001", "E00002", "E00003",
            "E00004", "E00005");
    Arbitrary<Integer> statuses =
        Arbitraries.of(200, 201, 400, 401, 403, 404, 413, 422, 429, 500, 502, 503);
    return codes.flatMap(
        code ->
            Combinators.combine(leaves(code), successes(), statuses)
                .as((leaf, success, status) -> failure(code, leaf, success, status)));
  }

  private static Failure failure(
      String code, JsonNode leaf, @Nullable JsonNode success, int status) {
    ObjectNode body = NODES.objectNode();
    if (success != null) {
      body.set("success", success);
    }
    body.put("requestId", "9f3a");
    body.setAll((ObjectNode) leaf);
    return new Failure(code, status, body.toString());
  }

  private static Arbitrary<@Nullable JsonNode> successes() {
    return Arbitraries.of(
            NODES.booleanNode(false),
            NODES.textNode("false"),
            NODES.textNode("False "),
            NODES.numberNode(0),
            NODES.textNode("0"))
        .map(node -> (JsonNode) node)
        .injectNull(0.2);
  }

  /** An object with the code somewhere in it. */
  private static Arbitrary<JsonNode> leaves(String code) {
    String digits = code.substring(1);
    Arbitrary<JsonNode> values =
        Arbitraries.<JsonNode>of(
            NODES.textNode(code),
            NODES.textNode(code.toLowerCase(java.util.Locale.ROOT)),
            NODES.textNode(" " + code + " "),
            NODES.textNode(code + ": 出错了"),
            NODES.textNode("错误" + code + ",请重试"),
            NODES.textNode("[" + code + "] 13800010101"),
            NODES.textNode(digits),
            NODES.textNode(digits + ": no"),
            NODES.textNode("error code " + digits),
            NODES.textNode("Ｅ" + digits),
            NODES.textNode("{\"code\": \"" + code + "\"}"));
    Arbitrary<JsonNode> all =
        code.startsWith("E0")
            ? values
            : Arbitraries.oneOf(
                values,
                Arbitraries.just(NODES.numberNode(Integer.parseInt(digits))),
                Arbitraries.just(NODES.numberNode((double) Integer.parseInt(digits))));
    Arbitrary<String> names =
        Arbitraries.of(
            "code",
            "errorCode",
            "errcode",
            "error",
            "msg",
            "message",
            "data",
            "result",
            "status",
            "detail",
            "reason",
            "description",
            "x",
            "错误");
    return names
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .flatMap(path -> all.map(value -> nested(path, value)));
  }

  private static JsonNode nested(List<String> path, JsonNode value) {
    JsonNode node = value;
    for (int i = path.size() - 1; i >= 0; i--) {
      ObjectNode parent = NODES.objectNode();
      // Every third level is an array.
      parent.set(path.get(i), i % 3 == 2 ? NODES.arrayNode().add(node) : node);
      node = parent;
    }
    return node;
  }

  @Property(tries = 500)
  void shouldReadNothingIntoASuccess(
      @ForAll("contacts") String contact, @ForAll("yeses") String yes) {
    String body = "{" + yes + "\"data\": {\"total\": 10101, \"list\": [" + contact + "]}}";

    assertThat(read(CONTACTS, 200, body)).isInstanceOf(M1Outcome.Accepted.class);
  }

  @Property(tries = 500)
  void shouldReadNothingIntoAContactThatAFailureQuotes(@ForAll("contacts") String contact) {
    String body = "{\"success\": false, \"data\": {\"msg\": \"no\", \"contact\": " + contact + "}}";
    assertThat(read(WRITE, 200, body)).isInstanceOf(M1Outcome.Unexplained.class);

    String known = "{\"success\": false, \"contacts\": [" + contact + "], \"msg\": \"E10103\"}";
    assertThat(read(WRITE, 400, known)).isInstanceOf(M1Outcome.Refused.class);
  }

  @Provide
  Arbitrary<String> yeses() {
    return Arbitraries.of(
        "\"success\": true, ",
        "\"success\": \"true\", ",
        "\"success\": 1, ",
        "",
        "\"success\": true, \"code\": 0, \"msg\": \"ok\", ",
        "\"success\": true, \"cost\": 10101, ",
        "\"success\": true, \"code\": 200, \"traceId\": \"E12345\", ");
  }

  @Provide
  Arbitrary<String> contacts() {
    Arbitrary<String> texts =
        Arbitraries.of(
            "E10101",
            "10101",
            "E10104: x",
            "无效的Token",
            "error code 10102",
            "参数缺失",
            "a@b.cn",
            "e10101@b.cn",
            "{\\\"code\\\": 10101}");
    Arbitrary<String> fields =
        Arbitraries.of(
            "fullName",
            "email",
            "notes",
            "postCode",
            "address",
            "qQ",
            "weibo",
            "companyName",
            "jobTitle");
    return Arbitraries.maps(fields, texts)
        .ofMaxSize(6)
        .map(
            map -> {
              StringBuilder out = new StringBuilder("{\"id\": 10101");
              map.forEach((field, text) -> out.append(", \"" + field + "\": \"" + text + "\""));
              return out.append(
                      ", \"propertys\": [{\"propertyId\": 10101, \"label\": \"E10101\"}]}")
                  .toString();
            });
  }

  private static <T> M1Outcome<T> read(M1Call<T> call, int status, String body) {
    return FailureReader.read(call, new Reply.Answer(status, body), Instant.EPOCH);
  }
}

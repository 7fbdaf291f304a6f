package io.m1bridge.simulator.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to say no, as a client sees it. */
@QuarkusTest
class FailureKnobsHttpTest {
  private String token;

  @BeforeEach
  void start() {
    Http.reset();
    Http.control("{\"scale\":0}").put("/_sim/clock").then().statusCode(200);
    token = Http.token();
  }

  private static Response refused() {
    return Http.get("/contact/setting", Map.of("token", "unknown"));
  }

  private Response call() {
    return Http.get("/contact/setting", Map.of("token", token));
  }

  private Response add(String contacts) {
    return Http.post("/contact/add", Map.of("token", token, "opType", "2", "contacts", contacts));
  }

  private static void fault(String spec) {
    Http.control(spec).post("/_sim/faults").then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "error.code|{\"success\":false,\"error\":{\"code\":\"E10101\",\"message\":\"无效的Token\"}}",
        "c|{\"success\":false,\"c\":\"E10101\"}",
        "a.b.0.c.code|{\"success\":false,\"a\":{\"b\":[{\"c\":{\"code\":\"E10101\",\"message\":\"无效的Token\"}}]}}"
      })
  void shouldNestTheCodeAtAnyDepth(String path, String answer) {
    Http.behaviour("{\"failure\":{\"form\":\"path\",\"path\":\"" + path + "\"}}");

    assertThat(refused().asString()).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path|number|code|{\"success\":false,\"error\":{\"code\":10101,\"message\":\"无效的Token\"}}",
        "code|digits|code|{\"success\":false,\"code\":\"10101\"}",
        "data|number|code|{\"success\":false,\"data\":10101}",
        "msg|digits|code-and-text|{\"success\":false,\"msg\":\"10101 无效的Token\"}",
        "msg|text|text-and-code|{\"success\":false,\"msg\":\"无效的Token(E10101)\"}",
        "message|text|text-only|{\"success\":false,\"message\":\"无效的Token\"}",
        "code|text|text-only|{\"success\":false,\"msg\":\"无效的Token\"}",
        "data-code|text|text-only|{\"success\":false,\"data\":{\"msg\":\"无效的Token\"}}"
      })
  void shouldTellTheCodeAsNumberInAMessageOrOnlyAsTheSentence(
      String form, String code, String text, String answer) {
    Http.behaviour(
        "{\"failure\":{\"form\":\"%s\",\"code\":\"%s\",\"text\":\"%s\"}}"
            .formatted(form, code, text));

    assertThat(refused().asString()).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 401, 403, 500})
  void shouldRefuseUnderAnyStatus(int status) {
    Http.behaviour("{\"failure\":{\"status\":" + status + "}}");

    assertThat(refused().statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "json,text,text/plain,{",
    "json,html,text/html,{",
    "text,as-body,text/plain,E10101 无效的Token",
    "html,as-body,text/html,<html><body><p>E10101",
    "html,json,application/json,<html>"
  })
  void shouldRefuseUnderAnyContentTypeAndWithAnyBody(
      String body, String contentType, String told, String start) {
    Http.behaviour(
        "{\"failure\":{\"body\":\"" + body + "\",\"contentType\":\"" + contentType + "\"}}");

    assertThat(refused().contentType()).startsWith(told);
    assertThat(refused().asString()).startsWith(start);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"text|\"success\":\"false\"", "number|\"success\":0", "absent|{\"code\""})
  void shouldWriteSuccessInOtherForms(String form, String written) {
    Http.behaviour("{\"failure\":{\"form\":\"code\",\"success\":\"" + form + "\"}}");

    assertThat(refused().asString()).contains(written);
  }

  @Test
  void shouldRefuseAShareOfTheCallsWithoutACode() {
    fault("{\"path\":\"*\",\"kind\":\"refuse\",\"code\":\"no-code\",\"probability\":0.5}");
    List<String> answers =
        java.util.stream.IntStream.range(0, 40).mapToObj(i -> call().asString()).toList();

    assertThat(answers)
        .contains("{\"success\":false,\"data\":{\"msg\":\"操作失败\"}}")
        .anyMatch(answer -> answer.contains("\"success\":true"));
  }

  @Test
  void shouldRefuseABatchThatContainsACertainContact() {
    fault(
        "{\"path\":\"/contact/add\",\"kind\":\"refuse\",\"code\":\"no-code\",\"contains\":\"bad@x.cn\"}");

    assertThat(add("[{\"email\":\"good@x.cn\"}]").<Boolean>path("success")).isTrue();
    assertThat(add("[{\"email\":\"a@x.cn\"},{\"email\":\"bad@x.cn\"}]").<Boolean>path("success"))
        .isFalse();
  }

  @Test
  void shouldRefuseAWholeAccountForSomeTime() {
    fault(
        "{\"path\":\"*\",\"kind\":\"refuse\",\"code\":\"no-code\",\"account\":\"demo\",\"lasts\":\"PT10M\"}");

    assertThat(call().<Boolean>path("success")).isFalse();
    Http.control("{\"by\":\"PT10M\"}").post("/_sim/clock/advance").then().statusCode(200);
    assertThat(call().<Boolean>path("success")).isTrue();
  }

  @Test
  void shouldTellWhenToComeAgain() {
    Http.behaviour("{\"failure\":{\"statusByCode\":{\"E10001\":429},\"retryAfter\":\"PT30S\"}}");
    fault("{\"path\":\"*\",\"kind\":\"refuse\",\"times\":1}");
    fault("{\"path\":\"*\",\"kind\":\"status\",\"status\":503,\"times\":1}");
    fault("{\"path\":\"*\",\"kind\":\"refuse\",\"code\":\"E10104\",\"times\":1}");

    for (int i = 0; i < 3; i++) {
      assertThat(call().header("Retry-After")).isEqualTo("30");
    }
    assertThat(call().header("Retry-After")).isNull();
  }

  @Test
  void shouldTellTheDateOfComingAgain() {
    Http.behaviour("{\"failure\":{\"retryAfter\":\"PT30S\",\"retryAfterForm\":\"date\"}}");
    fault("{\"path\":\"*\",\"kind\":\"refuse\",\"code\":\"E10104\"}");

    assertThat(call().header("Retry-After"))
        .matches("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 502, 503})
  void shouldAnswerWithAPageOfAGateway(int status) {
    fault("{\"path\":\"/contact/*\",\"kind\":\"status\",\"status\":" + status + "}");

    assertThat(call().statusCode()).isEqualTo(status);
    assertThat(call().contentType()).startsWith("text/html");
    assertThat(call().asString()).startsWith("<html>");
  }

  @Test
  void shouldRefuseABatchForOneBadRowWithoutACodeOrDropTheRow() {
    String rows = "[{\"email\":\"good@x.cn\"},{\"email\":\"no address\"}]";

    Http.behaviour("{\"contacts\":{\"refusalCode\":\"no-code\"}}");
    assertThat(add(rows).<Map<String, ?>>path("data")).containsOnlyKeys("msg");
    assertThat(contacts()).isZero();
    Http.behaviour("{\"contacts\":{\"badBatch\":\"partial\"}}");
    assertThat(add(rows).<Boolean>path("success")).isTrue();
    assertThat(contacts()).isOne();
  }

  private static int contacts() {
    return io.restassured.RestAssured.given().get("/_sim/accounts/demo").path("contacts");
  }

  @Test
  void shouldTakeFewerRowsAndSmallerFormsThanThePageSays() {
    String rows = "[{\"email\":\"a@x.cn\"},{\"email\":\"b@x.cn\"},{\"email\":\"c@x.cn\"}]";

    Http.behaviour("{\"contacts\":{\"mostRows\":2}}");
    assertThat(add(rows).<String>path("data.code")).isEqualTo("E00005");
    Http.behaviour("{\"contacts\":{\"tooManyCode\":\"no-code\"}}");
    assertThat(add(rows).<Map<String, ?>>path("data")).containsOnlyKeys("msg");
    Http.behaviour("{\"contacts\":{\"mostRows\":1000},\"request\":{\"maxFormBytes\":100}}");
    assertThat(add(rows).statusCode()).isEqualTo(413);
    Http.behaviour("{\"request\":{\"oversizeForm\":\"no-code\"}}");
    assertThat(add(rows).statusCode()).isEqualTo(200);
    assertThat(add(rows).<Map<String, ?>>path("data")).containsOnlyKeys("msg");
    Http.behaviour("{\"request\":{\"maxFormBytes\":100000}}");
    assertThat(add(rows).<Boolean>path("success")).isTrue();
  }
}

package io.m1bridge.m1.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureReaderTest {

  private static final M1Call<M1Answers.Done> WRITE = new M1Call.DeleteContacts(List.of(1L));
  private static final M1Call<M1Answers.Rows<M1Answers.Property>> READ =
      new M1Call.ListProperties();

  /** Every place where the code may stand (M1 page, row "failure"). */
  private static final List<String> FORMS =
      List.of(
          "{\"success\": false, \"data\": {\"code\": \"%s\"}}",
          "{\"success\": false, \"data\": {\"errorCode\": \"%s\"}}",
          "{\"success\": false, \"data\": {\"msg\": \"%s\"}}",
          "{\"success\": false, \"data\": {\"msg\": \"%s 出错了\"}}",
          "{\"success\": false, \"data\": {\"code\": \"%s\", \"msg\": \"出错了\"}}",
          "{\"success\": false, \"code\": \"%s\"}",
          "{\"success\": false, \"errorCode\": \"%s\"}",
          "{\"success\": false, \"error\": \"%s\"}",
          "{\"success\": false, \"message\": \"%s\"}",
          "{\"success\": false, \"msg\": \"%s\"}",
          "{\"success\": false, \"data\": \"%s\"}",
          "{\"success\": \"false\", \"data\": \"%s\"}",
          "{\"code\": \"%s\"}",
          "{\"data\": \"%s\"}",
          "{\"success\": true, \"data\": \"%s\"}",
          "{\"error\": \"%s\", \"error_description\": \"x\"}",
          "{\"error\": \"x\", \"error_description\": \"%s\"}");

  private static final List<Integer> STATUSES =
      List.of(200, 201, 400, 401, 403, 404, 422, 429, 500, 503);

  static Stream<Reply.Answer> everyFormAndStatus() {
    return FORMS.stream()
        .flatMap(form -> STATUSES.stream().map(status -> new Reply.Answer(status, form)));
  }

  @ParameterizedTest
  @MethodSource("everyFormAndStatus")
  void shouldKnowTheCodeInEveryForm(Reply.Answer form) {
    assertThat(fail(form, "E10001")).isInstanceOf(M1Outcome.Unavailable.class);
    assertThat(fail(form, "E10101")).isEqualTo(new M1Outcome.Unauthorized<>());
    assertThat(fail(form, "E10102")).isEqualTo(new M1Outcome.Forbidden<>());
    assertThat(fail(form, "E10103")).satisfies(refusedWith("E10103"));
    assertThat(fail(form, "E10104")).isEqualTo(new M1Outcome.Throttled<>());
    for (String limit : List.of("E00001", "E00002", "E00003", "E00004")) {
      assertThat(fail(form, limit)).isEqualTo(new M1Outcome.ContactLimit<>(new M1Code(limit)));
    }
    assertThat(fail(form, "E00005")).satisfies(refusedWith("E00005"));
    assertThat(fail(form, "E77777"))
        .as("not listed")
        .isInstanceOfSatisfying(
            M1Outcome.Unexplained.class,
            no -> assertThat(no.code()).isEqualTo(Optional.of(new M1Code("E77777"))));
  }

  private static java.util.function.Consumer<M1Outcome<?>> refusedWith(String code) {
    return outcome ->
        assertThat(outcome)
            .isInstanceOfSatisfying(
                M1Outcome.Refused.class,
                refused -> assertThat(refused.code()).isEqualTo(new M1Code(code)));
  }

  private static M1Outcome<?> fail(Reply.Answer form, String code) {
    return read(WRITE, form.status(), form.body().formatted(code));
  }

  /** Rows given back, each with what is wrong with it; contents of theirs are no codes. */
  @Test
  void shouldKnowAListedCodeBesideARowThatAFailureGivesBack() {
    for (String form :
        List.of(
            "{\"success\": false, \"data\": {\"contacts\": [{\"row\": 3, \"code\": \"%s\"}]}}",
            "{\"success\": false, \"form\": {\"email\": {\"errorCode\": \"%s\"}}}")) {
      assertThat(write(200, form.formatted("E10103"))).satisfies(refusedWith("E10103"));
      for (String other : List.of("E77777", "10103", "E10103@x.cn")) {
        assertThat(write(200, form.formatted(other))).isInstanceOf(M1Outcome.Unexplained.class);
      }
    }
    assertThat(
            write(
                200,
                "{\"success\": false, \"code\": \"E10101\", \"contacts\": [{\"code\": \"E10103\"}]}"))
        .isEqualTo(new M1Outcome.Unauthorized<>());
  }

  @Test
  void shouldAcceptOnlySuccess() {
    assertThat(write(200, "{\"success\": true, \"data\": \"success\"}"))
        .isEqualTo(new M1Outcome.Accepted<>(M1Answers.Done.DONE));
    assertThat(write(200, "{\"success\": \"true\", \"data\": \"success\"}"))
        .isEqualTo(new M1Outcome.Accepted<>(M1Answers.Done.DONE));
  }

  /** A few megabytes of nothing, which as a tree fill the memory. */
  @Test
  void shouldReadNoAnswerOfMoreTokensThanAnyPageHas() {
    String nothing = "[" + "[],".repeat(1_000_000) + "[]]";

    assertThat(
            read(
                READ,
                200,
                "{\"success\": true, \"data\": {\"total\": 1, \"list\": " + nothing + "}}"))
        .isInstanceOf(M1Outcome.Unavailable.class);
  }

  /** A number is how many rows were deleted, and none may be a fine end of a delete. */
  @Test
  void shouldNotTakeAYesForOneThatTakesItBack() {
    for (String data :
        List.of(
            "false",
            "\"fail\"",
            "\"failure\"",
            "\"error\"",
            "{\"success\": false, \"msg\": \"busy\"}",
            "{\"groupId\": null, \"success\": \"false\"}")) {
      assertThat(write(200, "{\"success\": true, \"data\": " + data + "}"))
          .as(data)
          .isInstanceOf(M1Outcome.Unexplained.class);
    }
    for (String data :
        List.of("0", "\"0\"", "3", "null", "true", "\"ok\"", "{\"success\": 0, \"updated\": 9}")) {
      assertThat(write(200, "{\"success\": true, \"data\": " + data + "}"))
          .as(data)
          .isInstanceOf(M1Outcome.Accepted.class);
    }
    for (String data : List.of("{\"success\": false}", "{\"error\": \"db down\"}")) {
      assertThat(read(READ, 200, "{\"success\": true, \"data\": " + data + "}"))
          .as(data + ": no empty list")
          .isInstanceOf(M1Outcome.Unavailable.class);
    }
  }

  @Test
  void shouldBlameNobodyForANoWithoutACode() {
    assertThat(write(200, "{\"success\": false, \"data\": {\"msg\": \"联系人不存在\"}}"))
        .isEqualTo(new M1Outcome.Unexplained<>(Optional.empty(), "联系人不存在"));
    assertThat(write(400, "{\"success\": false, \"data\": {\"msg\": \"bad\"}}"))
        .isEqualTo(new M1Outcome.Unexplained<>(Optional.empty(), "bad"));
  }

  @Test
  void shouldTellMissingThingsFromAWrongAddress() {
    assertThat(write(404, "{\"success\": false, \"msg\": \"no such contact\"}"))
        .isEqualTo(new M1Outcome.Unexplained<>(Optional.empty(), "no such contact"));
    assertThat(write(404, "{\"message\": \"no route\"}")).isInstanceOf(M1Outcome.Unavailable.class);
  }

  @Test
  void shouldLetASpeakingStatusDecideWhereM1GivesNoCode() {
    String no = "{\"success\": false, \"msg\": \"no\"}";

    assertThat(write(401, no)).isEqualTo(new M1Outcome.Unexplained<>(Optional.empty(), "no"));
    assertThat(write(403, no)).isEqualTo(new M1Outcome.Unexplained<>(Optional.empty(), "no"));
    assertThat(write(429, no)).isEqualTo(new M1Outcome.Throttled<>());
    assertThat(write(413, no)).isEqualTo(new M1Outcome.TooLarge<>());
  }

  @Test
  void shouldShortenLongMessages() {
    M1Outcome<?> outcome =
        write(200, "{\"success\": false, \"msg\": \"" + "x".repeat(1000) + "\"}");

    assertThat(((M1Outcome.Unexplained<?>) outcome).message()).hasSizeLessThanOrEqualTo(201);
  }

  /** What cannot be understood: a write may have happened, a read can be asked again. */
  @Test
  void shouldNotKnowWhatBecameOfAWriteWhoseAnswerIsUnreadable() {
    for (String body :
        List.of(
            "",
            " ",
            "OK",
            "<html>",
            "{\"succ",
            "{\"success\": true, \"data\": \"succ",
            "{\"success\": true} {",
            "[]",
            "null",
            "{}",
            "{\"data\": {}}",
            "\"success\"")) {
      for (int status : List.of(200, 500, 502, 503, 504)) {
        assertThat(write(status, body)).as(status + body).isInstanceOf(M1Outcome.Unknown.class);
        assertThat(read(READ, status, body))
            .as(status + body)
            .isInstanceOf(M1Outcome.Unavailable.class);
      }
    }
  }

  @Test
  void shouldNotTakeSuccessForDoneUnderAServerError() {
    assertThat(write(500, "{\"success\": true, \"data\": \"success\"}"))
        .isInstanceOf(M1Outcome.Unknown.class);
  }

  @Test
  void shouldNotKnowAWriteThatFailsWithoutACodeUnderAServerError() {
    assertThat(write(500, "{\"success\": false, \"data\": {\"msg\": \"oops\"}}"))
        .isInstanceOf(M1Outcome.Unknown.class);
  }

  @Test
  void shouldNotInventAnAnswerThatIsNotThere() {
    assertThat(read(READ, 200, "{\"success\": true, \"data\": \"done\"}"))
        .isInstanceOf(M1Outcome.Unavailable.class);
    assertThat(read(new M1Call.AddGroup("g"), 200, "{\"success\": true, \"data\": {}}"))
        .isInstanceOf(M1Outcome.Unknown.class);
  }

  @Test
  void shouldReadTheStatusWhereThereIsNoCode() {
    assertThat(write(413, "<html>")).isEqualTo(new M1Outcome.TooLarge<>());
    assertThat(write(429, "")).isEqualTo(new M1Outcome.Throttled<>());
    for (int status : List.of(400, 401, 403, 422)) {
      assertThat(write(status, "<html>"))
          .isEqualTo(new M1Outcome.Unexplained<>(Optional.empty(), "HTTP " + status));
    }
    assertThat(write(404, "<html>")).isInstanceOf(M1Outcome.Unavailable.class);
    assertThat(write(302, "")).isInstanceOf(M1Outcome.Unavailable.class);
  }

  /** Without {@code success} only what was asked for is an answer. */
  @Test
  void shouldAcceptWhatWasAskedForAlsoWithoutTheWordSuccess() {
    assertThat(read(READ, 200, "{\"data\": [{\"id\": 1, \"label\": \"E10001\"}]}"))
        .isInstanceOf(M1Outcome.Accepted.class);
    assertThat(write(200, "{\"data\": \"success\"}")).isInstanceOf(M1Outcome.Accepted.class);
    assertThat(write(200, "{\"data\": \"queued\"}")).isInstanceOf(M1Outcome.Unknown.class);
    assertThat(write(500, "{\"data\": \"success\"}")).isInstanceOf(M1Outcome.Unknown.class);
    assertThat(read(new M1Call.AddGroup("g"), 200, "{\"data\": {\"id\": 10101}}"))
        .isInstanceOf(M1Outcome.Accepted.class);
  }

  @Test
  void shouldWaitAsLongAsM1Asks() {
    Reply.Answer throttled = new Reply.Answer(429, "", Optional.of("90"));
    assertThat(FailureReader.read(WRITE, throttled, Instant.EPOCH))
        .isEqualTo(new M1Outcome.Throttled<>(Optional.of(Duration.ofSeconds(90))));

    Reply.Answer away =
        new Reply.Answer(503, "<html>", Optional.of("Thu, 01 Jan 1970 00:02:00 GMT"));
    assertThat(FailureReader.read(READ, away, Instant.EPOCH))
        .isEqualTo(new M1Outcome.Unavailable<>("HTTP 503", Duration.ofMinutes(2), true));
    assertThat(FailureReader.read(WRITE, away, Instant.EPOCH))
        .isEqualTo(new M1Outcome.Unknown<>("HTTP 503", Optional.of(Duration.ofMinutes(2))));

    Reply.Answer wall = new Reply.Answer(403, "<html>", Optional.of("30"));
    assertThat(FailureReader.read(WRITE, wall, Instant.EPOCH))
        .isEqualTo(
            new M1Outcome.Unexplained<>(
                Optional.empty(), "HTTP 403", Optional.of(Duration.ofSeconds(30))));
  }

  private static M1Outcome<?> write(int status, String body) {
    return read(WRITE, status, body);
  }

  private static <T> M1Outcome<T> read(M1Call<T> call, int status, String body) {
    return FailureReader.read(call, new Reply.Answer(status, body), Instant.EPOCH);
  }
}

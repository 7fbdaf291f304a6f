package io.m1bridge.testkit.m1;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Outcome.Throttled;
import io.m1bridge.m1.M1Outcome.Unavailable;
import io.m1bridge.m1.M1Outcome.Unexplained;
import io.m1bridge.m1.M1Outcome.Unknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** M1 says no: the knobs {@code failure.*}, each with each, through the whole client. */
class FailureKnobsIT {

  private static final int ROUNDS = 150;
  private static final M1Call<?> READ = SimulatedAccount.list(1);
  private static final M1Call<?> WRITE = new M1Call.AddTag("标签");

  private static final Map<String, List<String>> KNOBS =
      new TreeMap<>(
          Map.of(
              "form",
              List.of(
                  "data-code data-error-code data-msg data code error-code error message msg path"
                      .split(" ")),
              "path",
              List.of("e", "error.code", "data.error.code", "errors.0.detail.code", "a.b.c.d.e.f"),
              "code",
              List.of("text", "number", "digits"),
              "text",
              List.of("code-and-text", "code", "text-and-code", "text-only"),
              "status",
              List.of("200", "400", "401", "403", "422", "500", "503"),
              "success",
              List.of("false", "text", "number", "absent"),
              "body",
              List.of("json", "json", "json", "text", "html"),
              "contentType",
              List.of("as-body", "json", "text", "html")));

  private static final Map<String, Class<?>> CODES =
      Map.of(
          "E10101", M1Outcome.Unauthorized.class,
          "E10102", M1Outcome.Forbidden.class,
          "E10103", M1Outcome.Refused.class,
          "E10104", M1Outcome.Throttled.class,
          "E00001", M1Outcome.ContactLimit.class,
          "E00002", M1Outcome.ContactLimit.class,
          "E00003", M1Outcome.ContactLimit.class,
          "E00004", M1Outcome.ContactLimit.class,
          "E00005", M1Outcome.Refused.class);

  private static SimulatedAccount m1;

  @BeforeAll
  static void open() {
    m1 = new SimulatedAccount();
  }

  @BeforeEach
  void reset() {
    m1.reset();
  }

  @AfterAll
  static void close() {
    m1.close();
  }

  @Test
  void shouldKnowEveryCodeInEveryForm() {
    Random random = new Random(7);
    List<String> codes = new ArrayList<>(new TreeMap<>(CODES).keySet());
    for (int i = 0; i < ROUNDS; i++) {
      String code = codes.get(i % codes.size());
      // The number of E00001 is 1, which may be anything.
      String drawn = draw(random);
      String patch =
          code.startsWith("E0000")
              ? drawn.replace("\"code\": \"number\"", "\"code\": \"digits\"")
              : drawn;
      m1.behave("failure", patch);
      for (M1Call<?> call : List.of(READ, WRITE)) {
        assertThat(refused(call, code)).as("%s %s", code, patch).isInstanceOf(CODES.get(code));
      }
    }
  }

  @Test
  void shouldBlameNobodyForANoWithoutACodeOrAServerError() {
    Random random = new Random(8);
    for (int i = 0; i < ROUNDS; i++) {
      String patch = draw(random);
      m1.behave("failure", patch);
      String code = i % 2 == 0 ? "no-code" : "E10001";

      assertThat(refused(READ, code))
          .as("%s %s", code, patch)
          .isInstanceOfAny(Unavailable.class, Unexplained.class);
      assertThat(refused(WRITE, code))
          .as("%s %s", code, patch)
          .isInstanceOfAny(Unavailable.class, Unexplained.class, Unknown.class);
    }
  }

  @Test
  void shouldTakeAPlainNoForUnexplained() {
    for (String status : List.of("200", "400", "401", "403", "422")) {
      m1.behave("failure", "{\"status\": " + status + "}");

      assertThat(refused(READ, "no-code")).as(status).isInstanceOf(Unexplained.class);
      assertThat(refused(WRITE, "no-code")).as(status).isInstanceOf(Unexplained.class);
    }
  }

  @Test
  void shouldWaitAsLongAsM1Asks() {
    for (String form : List.of("seconds", "date")) {
      m1.behave("failure", "{\"retryAfter\": \"PT20S\", \"retryAfterForm\": \"" + form + "\"}");
      assertThat(wait(refused(READ, "E10104"))).as(form).isBetween(seconds(15), seconds(21));
      for (int status : List.of(429, 503)) {
        m1.fault("*", "status", ", \"status\": " + status);
        assertThat(wait(m1.send(READ))).as(form).isBetween(seconds(15), seconds(21));
      }
      m1.behave("failure", "{\"retryAfter\": \"PT25H\"}");
      assertThat(wait(refused(READ, "E10104"))).as("an hour at most").isEqualTo(seconds(3_600));
    }
  }

  @Test
  void shouldKnowAStatusOfASingleCode() {
    m1.behave("failure", "{\"statusByCode\": {\"E10104\": 429, \"E10103\": 413}}");

    assertThat(refused(READ, "E10104")).isInstanceOf(Throttled.class);
    assertThat(refused(WRITE, "E10103")).isInstanceOf(M1Outcome.Refused.class);
  }

  @Test
  void shouldNotWaitForATokenThatM1DoesNotKnowYet() {
    m1.behave("oauth", "{\"newTokenLag\": \"PT5S\"}");
    m1.newToken();
    assertThat(m1.send(READ)).isEqualTo(new M1Outcome.Unauthorized<>());

    m1.pass("PT6S");

    assertThat(m1.send(READ)).isInstanceOf(M1Outcome.Accepted.class);
  }

  private static M1Outcome<?> refused(M1Call<?> call, String code) {
    m1.fault("*", "refuse", ", \"code\": \"" + code + "\"");
    return m1.send(call);
  }

  private static Duration wait(M1Outcome<?> outcome) {
    return outcome instanceof Unavailable<?> unavailable
        ? unavailable.retryAfter()
        : Optional.of(outcome)
            .filter(Throttled.class::isInstance)
            .flatMap(throttled -> ((Throttled<?>) throttled).retryAfter())
            .orElseThrow();
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static String draw(Random random) {
    List<String> drawn = new ArrayList<>();
    KNOBS.forEach(
        (knob, values) ->
            drawn.add("\"" + knob + "\": \"" + values.get(random.nextInt(values.size())) + "\""));
    return "{" + String.join(", ", drawn) + "}";
  }
}

package io.m1bridge.contactsync.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong around a change, and what its dead letter says of that. */
class EnvelopeReasonsTest {

  private static final String UPSERTED = "crm.contact.upserted.v1";
  private static final String DATA = "{\"email\":\"a@example.com\"}";

  private final ChangeParser parser =
      new ChangeParser(IntakeSettings.of(new AccountId("demo")), Clock.systemUTC());

  @ParameterizedTest
  @CsvSource({
    "ce_specversion, 0.3, specversion is not 1.0",
    "ce_specversion, 1, specversion is not 1.0",
  })
  void shouldSayWhichHeaderIsInvalid(String header, String value, String advice) {
    RecordHeaders headers = ChangeParserTest.headers(UPSERTED);
    headers.remove(header);
    headers.add(header, value.getBytes(UTF_8));

    assertProblem(headers, DATA, "header-invalid", advice);
  }

  @Test
  void shouldSayThatAHeaderIsTooLongOrNotUtf8() {
    RecordHeaders tooLong = ChangeParserTest.headers(UPSERTED);
    tooLong.remove("ce_id");
    tooLong.add("ce_id", "x".repeat(1_025).getBytes(UTF_8));
    assertProblem(tooLong, DATA, "header-invalid", "longer than 1024 characters");

    RecordHeaders broken = ChangeParserTest.headers(UPSERTED);
    broken.remove("ce_id");
    broken.add("ce_id", new byte[] {(byte) 0xC3});
    assertProblem(broken, DATA, "header-invalid", "ce_id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/cloudevents+json | [] | not a JSON object",
        "application/cloudevents+json | 7 | not a JSON object",
        "application/cloudevents+json | | not a JSON object",
        "application/cloudevents-batch+json | [] | one CloudEvent",
        "application/cloudevents+xml | <event/> | application/cloudevents+json",
      })
  void shouldSayThatAnAnnouncedEventIsNone(String type, @Nullable String value, String advice) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("content-type", type.getBytes(UTF_8));

    assertProblem(headers, value, "event-unreadable", advice);
  }

  @ParameterizedTest
  @CsvSource({"[, 200, nested more than 100 deep", "9, 2000, a number"})
  void shouldSayThatJsonGoesTooFar(String part, int times, String advice) {
    String json = "{\"email\":\"a@example.com\",\"qq\":" + part.repeat(times);

    assertProblem(ChangeParserTest.headers(UPSERTED), json + "}", "data-unreadable", advice);
  }

  @Test
  void shouldSayThatNobodyNamesAnAccount() {
    ChangeParser withoutDefault = new ChangeParser(IntakeSettings.of(null), Clock.systemUTC());

    assertThat(problem(withoutDefault, ChangeParserTest.headers(UPSERTED), DATA))
        .isEqualTo(
            new Problem(
                "account-missing",
                "The extension m1account (header ce_m1account) is missing: send it, or set"
                    + " m1bridge.contact-sync.default-account"));
  }

  @ParameterizedTest
  @CsvSource({"no account", "Ünknown", "a/b"})
  void shouldSayThatWhatNamesAnAccountIsNone(String account) {
    RecordHeaders headers = ChangeParserTest.headers(UPSERTED);
    headers.add("ce_m1account", account.getBytes(UTF_8));

    assertProblem(headers, DATA, "account-invalid", "is not an account id");
  }

  private void assertProblem(
      RecordHeaders headers, @Nullable String value, String code, String advice) {
    Problem problem = problem(parser, headers, value);
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.advice()).contains(advice).as("what to do").contains(":");
  }

  private static Problem problem(
      ChangeParser parser, RecordHeaders headers, @Nullable String value) {
    Parsed<ContactChange> parsed =
        parser.parse("k1".getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8), headers);
    assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
    return ((Parsed.Invalid<ContactChange>) parsed).problem();
  }
}

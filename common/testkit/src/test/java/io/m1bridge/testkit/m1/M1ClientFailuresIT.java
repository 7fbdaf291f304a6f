package io.m1bridge.testkit.m1;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.OAuth2Port.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What fails between the whole client and the whole simulator: the client knows what became of it.
 */
class M1ClientFailuresIT {

  private static final M1Call<M1Answers.Page<Contact>> LIST =
      new M1Call.ListContacts(List.of(), 1, 50);

  private final SimulatedAccount m1 = SimulatedAccount.impatient();

  @BeforeEach
  void setUp() {
    m1.reset();
  }

  @AfterEach
  void close() {
    m1.close();
  }

  @Test
  void shouldKnowEveryFormOfEveryFailure() {
    AccessToken bad = new AccessToken("bad");
    for (String form :
        List.of(
            "data-code",
            "data-error-code",
            "data-msg",
            "data",
            "code",
            "error-code",
            "error",
            "message",
            "msg")) {
      for (int status : List.of(200, 400, 401, 403, 500)) {
        for (String text : List.of("code", "code-and-text")) {
          m1.behave(
              "failure",
              "{\"form\": \"%s\", \"status\": %d, \"text\": \"%s\"}".formatted(form, status, text));

          assertThat(m1.send(bad, LIST)).isEqualTo(new M1Outcome.Unauthorized<>());
          m1.fault("/contact/*", "refuse", ", \"code\": \"E10104\"");
          assertThat(m1.send(LIST)).isEqualTo(new M1Outcome.Throttled<>());
          m1.fault("/contact/*", "refuse", ", \"code\": \"E00003\"");
          assertThat(m1.send(LIST)).isEqualTo(new M1Outcome.ContactLimit<>(new M1Code("E00003")));
        }
      }
    }
  }

  @Test
  void shouldNotKnowWhatBecameOfAWriteThatFailsOnTheWay() {
    M1Call<M1Answers.Done> write = new M1Call.AddTag("标签");
    for (String kind :
        List.of(
            "reset-before", "reset-after", "truncated", "malformed", "status", "status-after")) {
      m1.fault("/contact/*", kind, "");

      assertThat(m1.send(write)).as(kind).isInstanceOf(M1Outcome.Unknown.class);
    }
    m1.fault("/contact/*", "delay", ", \"delayMs\": 6000");
    assertThat(m1.send(write)).isEqualTo(new M1Outcome.Unknown<>("time-out"));
    m1.fault("/contact/*", "refuse", ", \"code\": \"E10001\"");
    assertThat(m1.send(write)).isInstanceOf(M1Outcome.Unavailable.class);

    assertThat(m1.send(write)).isInstanceOf(M1Outcome.Accepted.class);
  }

  @Test
  void shouldRefreshOnceAndTellADeadGrant() {
    Grant grant = m1.refresh();

    assertThat(grant).isInstanceOf(Grant.Granted.class);
    Grant.Granted granted = (Grant.Granted) grant;
    assertThat(Duration.between(Instant.now(), granted.expiresAt()))
        .isBetween(Duration.ofHours(23), Duration.ofHours(25));
    assertThat(m1.send(granted.accessToken(), LIST)).isInstanceOf(M1Outcome.Accepted.class);
    assertThat(m1.refresh())
        .isInstanceOfSatisfying(
            Grant.Denied.class, denied -> assertThat(denied.isAboutClient()).isFalse());
  }

  @Test
  void shouldNotRepeatARefreshWhoseAnswerIsLost() {
    m1.fault("/access_token", "reset-after", "");

    assertThat(m1.refresh()).isInstanceOf(Grant.Unknown.class);
    assertThat(m1.refresh()).as("it was spent").isInstanceOf(Grant.Denied.class);
  }
}

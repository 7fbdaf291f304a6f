package io.m1bridge.token.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.token.Samples;
import io.m1bridge.token.SimulatedTokens;
import io.m1bridge.token.account.TokenReports.Report;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.refresh.Refresher;
import io.m1bridge.token.state.AccountState.Ambiguous;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.TokenSet;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A refresh that M1 did and nobody heard of, under each way in which M1 rotates: the real client
 * and decisions at the simulator.
 */
class LostRefreshIT {

  private final SimulatedTokens m1 = new SimulatedTokens();

  @AfterEach
  void close() {
    m1.close();
  }

  @ParameterizedTest
  @CsvSource({
    "strict, stop, Ambiguous",
    "strict, replay-once, GrantRefused",
    "reuse-detection, stop, Ambiguous",
    "grace-period, replay-once, Authorized",
    "until-successor-used, replay-once, Authorized",
    "same-answer, replay-once, Authorized",
  })
  void shouldDoAfterALostAnswerWhatThePolicySays(String rotation, String policy, String kind)
      throws Exception {
    m1.oauth("\"rotation\":\"" + rotation + "\"");
    m1.loseNextAnswer();
    Refresher refresher = m1.refresher(policy(policy));

    m1.pass(refresher, Duration.ZERO);
    assertThat(m1.state()).isInstanceOf(Ambiguous.class);
    m1.pass(refresher, Duration.ofSeconds(1));

    assertThat(m1.state().kind()).isEqualTo(kind);
    assertThat(m1.opens(m1.tokens())).as("the token in hand").isTrue();
    JsonNode counts = m1.control("GET", "/accounts/demo/tokens", "");
    assertThat(counts.get("reuses").asInt()).isEqualTo(policy.equals("stop") ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({"PT30S, PT5S, Authorized", "PT30S, PT31S, GrantRefused"})
  void shouldRepeatALostRefreshWithinM1sGrace(Duration grace, Duration later, String kind)
      throws Exception {
    m1.oauth("\"rotation\":\"grace-period\",\"gracePeriod\":\"" + grace + "\"");
    m1.loseNextAnswer();
    Refresher refresher = m1.refresher(UnknownOutcome.REPLAY_ONCE);
    m1.pass(refresher, Duration.ZERO);

    m1.passAtM1(later);
    m1.pass(refresher, later);

    assertThat(m1.state().kind()).isEqualTo(kind);
    assertThat(m1.opens(m1.tokens())).as("the token in hand").isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "lenient, Authorized",
    "grace-period, Authorized",
    "until-successor-used, Authorized",
    "same-answer, Authorized",
    "strict, GrantRefused"
  })
  void shouldSaveTheGrantThatAGatewaysPageHidWhereM1Forgives(String rotation, String kind)
      throws Exception {
    m1.oauth(
        "\"gateway\":{\"answer\":\"html\",\"status\":504,\"effect\":true},\"gracePeriod\":\"PT10S\","
            + "\"rotation\":\""
            + rotation
            + "\"");
    Refresher refresher = m1.refresher(UnknownOutcome.STOP);
    m1.pass(refresher, Duration.ZERO);
    assertThat(m1.state()).isInstanceOf(Authorized.class);
    m1.oauth("\"gateway\":{\"answer\":\"none\"}");

    m1.passAtM1(Duration.ofSeconds(1));
    m1.pass(refresher, Duration.ofSeconds(1));

    assertThat(m1.state().kind()).isEqualTo(kind);
    assertThat(m1.generation()).isEqualTo(kind.equals("Authorized") ? 2 : 1);
    assertThat(m1.opens(m1.tokens())).as("the token in hand").isTrue();
  }

  @Test
  void shouldNotTakeTheEndOfAnOldTokenForTrouble() throws Exception {
    m1.oauth("\"oldAccessTokenLives\":false");
    TokenSet old = m1.tokens();
    m1.pass(m1.refresher(UnknownOutcome.STOP), Duration.ZERO);
    TokenSet next = m1.tokens();

    assertThat(m1.opens(old)).isFalse();
    assertThat(m1.reports().invalidate(Samples.DEMO, old.fingerprint(), "contact-sync"))
        .isEqualTo(Report.STALE);

    assertThat(m1.opens(next)).isTrue();
    assertThat(m1.state()).isEqualTo(new Authorized(next));
  }

  @ParameterizedTest
  @CsvSource({"strict, stop, NeedsAuthorization", "same-answer, replay-once, Authorized"})
  void shouldKnowSoonWhereALostRefreshEndedTheTokenInHand(
      String rotation, String policy, String kind) throws Exception {
    m1.oauth("\"oldAccessTokenLives\":false,\"rotation\":\"" + rotation + "\"");
    m1.loseNextAnswer();
    Refresher refresher = m1.refresher(policy(policy));
    m1.pass(refresher, Duration.ZERO);
    TokenSet old = m1.tokens();
    assertThat(m1.opens(old)).isFalse();

    assertThat(m1.reports().invalidate(Samples.DEMO, old.fingerprint(), "contact-sync"))
        .isEqualTo(Report.TAKEN);
    m1.pass(refresher, Duration.ofSeconds(1));

    assertThat(m1.state().kind()).isEqualTo(kind);
    assertThat(m1.state().currentTokens().filter(m1::opens).isPresent())
        .as("a token that opens")
        .isEqualTo(kind.equals("Authorized"));
  }

  private static UnknownOutcome policy(String word) {
    return word.equals("stop") ? UnknownOutcome.STOP : UnknownOutcome.REPLAY_ONCE;
  }
}

package io.m1bridge.token.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.m1bridge.contracts.AccountEvent.What;
import io.m1bridge.testkit.m1.DrawnSeed;
import io.m1bridge.token.Samples;
import io.m1bridge.token.SimulatedTokens;
import io.m1bridge.token.account.TokenReports;
import io.m1bridge.token.account.TokenReports.Report;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.refresh.Refresher;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.AccountState.GrantRefused;
import io.m1bridge.token.state.AccountState.NeedsAuthorization;
import io.m1bridge.token.state.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each way in which a token endpoint may differ: the real client and decisions at the simulator.
 */
class TokenKnobsIT {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SimulatedTokens m1 = new SimulatedTokens();

  @AfterEach
  void close() {
    m1.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent", "null", "empty", "same"})
  void shouldKeepTheRefreshTokenWhereNoNewOneComes(String form) throws Exception {
    m1.oauth("\"refreshTokenInAnswer\":\"" + form + "\"");
    Refresher refresher = m1.refresher(UnknownOutcome.STOP);

    m1.pass(refresher, Duration.ZERO);
    assertThat(m1.generation()).isEqualTo(2);
    m1.pass(refresher, Duration.ofHours(13));

    assertThat(m1.generation()).isEqualTo(3);
    assertThat(m1.state()).isInstanceOf(Authorized.class);
  }

  @Test
  void shouldGoOnAfterASpuriousRefusal() throws Exception {
    m1.oauth("\"spuriousRefusals\":1");
    Refresher refresher = m1.refresher(UnknownOutcome.STOP);

    m1.pass(refresher, Duration.ZERO);
    assertThat(m1.state()).isInstanceOf(GrantRefused.class);
    assertThat(m1.state().currentTokens()).isPresent();
    m1.pass(refresher, MINUTE);

    assertThat(m1.generation()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "invalid-grant, 200",
    "invalid-grant, 400",
    "invalid-request, 400",
    "invalid-request, 401",
    "bad-refresh-token, 200",
    "bad-refresh-token, 400",
    "code-as-error, 200",
    "code-as-error, 401",
    "code-in-data, 200",
    "code-in-data, 400",
    "code-nested, 200",
    "code-nested, 401",
    "sentence, 200",
    "sentence, 400",
    "bad-refresh-token, 500",
    "code-in-text, 400",
    "code-in-text, 401",
    "own-code, 200"
  })
  void shouldAskForAPersonWhereTheGrantIsDeadUnderAnyName(String form, int status)
      throws Exception {
    m1.oauth("\"deadGrant\":\"" + form + "\",\"failureStatus\":" + status);
    m1.control("POST", "/accounts/demo/tokens/revoke", "");
    m1.put(((Authorized) m1.state()).refusedByM1());
    Refresher refresher = m1.refresher(UnknownOutcome.STOP);

    m1.pass(refresher, Duration.ZERO);
    m1.pass(refresher, MINUTE);
    m1.pass(refresher, Duration.ofSeconds(1));

    assertThat(m1.state()).isInstanceOf(NeedsAuthorization.class);
    assertThat(m1.log.events.get(m1.log.events.size() - 1).what())
        .isEqualTo(What.NEEDS_AUTHORIZATION);
  }

  @ParameterizedTest
  @CsvSource({
    "html, 502",
    "html, 503",
    "html, 504",
    "html, 200",
    "text, 503",
    "text, 200",
    "empty, 200",
    "empty-json, 200",
    "json, 503",
    "json, 500",
    "html, 429"
  })
  void shouldGoOnAfterTwoPagesOfAGateway(String answer, int status) throws Exception {
    m1.oauth(
        "\"gateway\":{\"answer\":\"%s\",\"status\":%d,\"quotesPath\":true}"
            .formatted(answer, status));
    Refresher refresher = m1.refresher(UnknownOutcome.STOP);
    m1.pass(refresher, Duration.ZERO);
    assertThat(refresher.isBraked()).isTrue();
    m1.pass(refresher, MINUTE);
    assertThat(m1.state()).isInstanceOf(Authorized.class);

    m1.oauth("\"gateway\":{\"answer\":\"none\"}");
    m1.pass(refresher, MINUTE);

    assertThat(m1.generation()).isEqualTo(2);
    assertThat(refresher.isBraked()).isFalse();
  }

  @Test
  void shouldGoOnAfterOnePageOfAGatewayInPlaceOfALaterRefresh() throws Exception {
    m1.oauth("\"gateway\":{\"answer\":\"html\",\"after\":1,\"calls\":1}");
    Refresher refresher = m1.refresher(UnknownOutcome.STOP);
    m1.pass(refresher, Duration.ZERO);
    assertThat(m1.generation()).isEqualTo(2);
    m1.pass(refresher, Duration.ofHours(13));
    assertThat(m1.generation()).isEqualTo(2);

    m1.pass(refresher, MINUTE);

    assertThat(m1.generation()).isEqualTo(3);
  }

  @Test
  void shouldHaveATokenThatOpensWhateverM1IsDrawn() throws Exception {
    String drawn = m1.control("POST", "/draw", DrawnSeed.harmless(DrawnSeed.next())).toString();
    // A call that is lost without an answer is the policy's matter, above.
    m1.control("DELETE", "/faults", "");
    Refresher refresher = m1.refresher(UnknownOutcome.STOP);

    m1.pass(refresher, Duration.ZERO);
    for (int i = 0; i < 60 && m1.generation() < 3; i++) {
      m1.pass(refresher, Duration.ofHours(1));
    }
    m1.passAtM1(Duration.ofSeconds(10));

    assertThat(m1.generation()).as(drawn).isEqualTo(3);
    assertThat(m1.state()).as(drawn).isInstanceOf(Authorized.class);
    assertThat(m1.opens(m1.tokens())).as(drawn).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"seconds", "date"})
  void shouldComeAgainWhenTheGatewaySays(String form) throws Exception {
    m1.oauth(
        "\"gateway\":{\"answer\":\"html\",\"retryAfter\":\"PT10M\",\"retryAfterForm\":\""
            + form
            + "\"}");
    Refresher refresher = m1.refresher(UnknownOutcome.STOP);
    m1.pass(refresher, Duration.ZERO);
    m1.oauth("\"gateway\":{\"answer\":\"none\"}");

    m1.pass(refresher, Duration.ofMinutes(9));
    assertThat(m1.generation()).isEqualTo(1);
    m1.pass(refresher, Duration.ofMinutes(1).plusSeconds(1));
    assertThat(m1.generation()).isEqualTo(2);
  }

  @Test
  void shouldNotSuspendWhereTheApiDoesNotKnowANewTokenYet() throws Exception {
    m1.oauth("\"newTokenLag\":\"PT10M\"");
    m1.put(((Authorized) m1.state()).refusedByM1());
    Refresher refresher = m1.refresher(UnknownOutcome.STOP);
    m1.pass(refresher, Duration.ZERO);
    TokenSet repaired = m1.tokens();
    TokenReports reports = m1.reports();

    for (int i = 0; i < 2; i++) {
      assertThat(m1.opens(repaired)).isFalse();
      assertThat(reports.invalidate(Samples.DEMO, repaired.fingerprint(), "contact-sync"))
          .isEqualTo(Report.TOO_EARLY);
    }

    m1.passAtM1(Duration.ofMinutes(10));
    assertThat(m1.opens(repaired)).isTrue();
    assertThat(m1.state()).isEqualTo(new Authorized(repaired));
  }

  @ParameterizedTest
  @CsvSource({
    "instant-millis, PT24H",
    "instant-seconds, PT24H",
    "millis, PT24H",
    "seconds, PT24H",
    "instant-millis, PT2H",
    "instant-seconds, PT2H",
    "millis, PT2H",
    "seconds, PT2H"
  })
  void shouldRefreshAtHalfOfTheLifeThatM1Tells(String form, Duration life) throws Exception {
    m1.oauth("\"expiresIn\":\"" + form + "\",\"accessTokenLife\":\"" + life + "\"");
    Refresher refresher = m1.refresher(UnknownOutcome.STOP);

    m1.pass(refresher, Duration.ZERO);

    assertThat(m1.tokens().expiresAt())
        .isCloseTo(Instant.now().plus(life), within(30, ChronoUnit.SECONDS));
    m1.pass(refresher, life.dividedBy(2).minus(MINUTE));
    assertThat(m1.generation()).isEqualTo(2);
    m1.pass(refresher, MINUTE.multipliedBy(2));
    assertThat(m1.generation()).isEqualTo(3);
  }
}

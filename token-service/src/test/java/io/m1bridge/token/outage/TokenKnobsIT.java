package io.m1bridge.token.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.AccountEvent.What;
import io.m1bridge.m1.http.M1ClientConfig;
import io.m1bridge.m1.http.M1Clients;
import io.m1bridge.process.http.JsonHttp;
import io.m1bridge.process.http.SimulatorControl;
import io.m1bridge.testkit.process.SharedSimulator;
import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.token.MemoryLog;
import io.m1bridge.token.Samples;
import io.m1bridge.token.account.TokenReports;
import io.m1bridge.token.account.TokenReports.Report;
import io.m1bridge.token.refresh.RefreshSettings;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.refresh.Refresher;
import io.m1bridge.token.refresh.SilentObserver;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.AccountState.Ambiguous;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.AccountState.GrantRefused;
import io.m1bridge.token.state.AccountState.NeedsAuthorization;
import io.m1bridge.token.state.AccountState.Registered;
import io.m1bridge.token.state.Registration;
import io.m1bridge.token.state.TokenSet;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each way in which a token endpoint may differ: the real client and decisions at the simulator.
 */
class TokenKnobsIT {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final JsonHttp http = new JsonHttp();
  private final SimulatorControl simulator = new SimulatorControl(SharedSimulator.control());
  private final MutableClock clock = MutableClock.at(Instant.now());
  private final MemoryLog log = new MemoryLog();
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final M1Clients m1 =
      new M1Clients(config(), new SimpleMeterRegistry(), Clock.systemUTC());

  @BeforeEach
  void connect() throws Exception {
    control("POST", "/reset", "");
    control(
        "PUT",
        "/accounts/demo",
        "{\"clientId\":\"client\",\"secrets\":[\"secret\"],\"plan\":\"diamond\"}");
    JsonNode issued = control("POST", "/accounts/demo/tokens/issue", "");
    Instant before = clock.instant().minus(Duration.ofHours(13));
    put(
        new Authorized(
            new TokenSet(
                1,
                issued.get("accessToken").asText(),
                issued.get("refreshToken").asText(),
                "f1",
                before,
                before.plus(Duration.ofHours(24)),
                false)));
  }

  @AfterEach
  void close() throws Exception {
    executor.shutdownNow();
    m1.close();
    control("POST", "/reset", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent", "null", "empty", "same"})
  void shouldKeepTheRefreshTokenWhereNoNewOneComes(String form) throws Exception {
    oauth("\"refreshTokenInAnswer\":\"" + form + "\"");
    Refresher refresher = refresher(UnknownOutcome.STOP);

    pass(refresher, Duration.ZERO);
    assertThat(generation()).isEqualTo(2);
    pass(refresher, Duration.ofHours(13));

    assertThat(generation()).isEqualTo(3);
    assertThat(state()).isInstanceOf(Authorized.class);
  }

  @Test
  void shouldGoOnAfterASpuriousRefusal() throws Exception {
    oauth("\"spuriousRefusals\":1");
    Refresher refresher = refresher(UnknownOutcome.STOP);

    pass(refresher, Duration.ZERO);
    assertThat(state()).isInstanceOf(GrantRefused.class);
    assertThat(state().currentTokens()).isPresent();
    pass(refresher, MINUTE);

    assertThat(generation()).isEqualTo(2);
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
    "sentence, 400"
  })
  void shouldAskForAPersonWhereTheGrantIsDeadUnderAnyName(String form, int status)
      throws Exception {
    oauth("\"deadGrant\":\"" + form + "\",\"failureStatus\":" + status);
    control("POST", "/accounts/demo/tokens/revoke", "");
    put(((Authorized) state()).refusedByM1());
    Refresher refresher = refresher(UnknownOutcome.STOP);

    pass(refresher, Duration.ZERO);
    pass(refresher, MINUTE);
    pass(refresher, Duration.ofSeconds(1));

    assertThat(state()).isInstanceOf(NeedsAuthorization.class);
    assertThat(log.events.get(log.events.size() - 1).what()).isEqualTo(What.NEEDS_AUTHORIZATION);
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
    oauth("\"gateway\":{\"answer\":\"" + answer + "\",\"status\":" + status + "}");
    Refresher refresher = refresher(UnknownOutcome.STOP);
    pass(refresher, Duration.ZERO);
    assertThat(refresher.isBraked()).isTrue();
    pass(refresher, MINUTE);
    assertThat(state()).isInstanceOf(Authorized.class);

    oauth("\"gateway\":{\"answer\":\"none\"}");
    pass(refresher, MINUTE);

    assertThat(generation()).isEqualTo(2);
    assertThat(refresher.isBraked()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"seconds", "date"})
  void shouldComeAgainWhenTheGatewaySays(String form) throws Exception {
    oauth(
        "\"gateway\":{\"answer\":\"html\",\"retryAfter\":\"PT10M\",\"retryAfterForm\":\""
            + form
            + "\"}");
    Refresher refresher = refresher(UnknownOutcome.STOP);
    pass(refresher, Duration.ZERO);
    oauth("\"gateway\":{\"answer\":\"none\"}");

    pass(refresher, Duration.ofMinutes(9));
    assertThat(generation()).isEqualTo(1);
    pass(refresher, Duration.ofMinutes(1).plusSeconds(1));
    assertThat(generation()).isEqualTo(2);
  }

  @Test
  void shouldNotSuspendWhereTheApiDoesNotKnowANewTokenYet() throws Exception {
    oauth("\"newTokenLag\":\"PT2S\"");
    put(((Authorized) state()).refusedByM1());
    Refresher refresher = refresher(UnknownOutcome.STOP);
    pass(refresher, Duration.ZERO);
    TokenSet repaired = state().currentTokens().orElseThrow();
    TokenReports reports = new TokenReports(log, clock, Duration.ofSeconds(30));

    for (int i = 0; i < 2; i++) {
      assertThat(opens(repaired)).isFalse();
      assertThat(reports.invalidate(Samples.DEMO, repaired.fingerprint(), "contact-sync"))
          .isEqualTo(Report.TOO_EARLY);
    }

    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> opens(repaired));
    assertThat(state()).isEqualTo(new Authorized(repaired));
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
    oauth("\"rotation\":\"" + rotation + "\"");
    control("POST", "/faults", "{\"path\":\"/access_token\",\"kind\":\"reset-after\",\"times\":1}");
    Refresher refresher =
        refresher(policy.equals("stop") ? UnknownOutcome.STOP : UnknownOutcome.REPLAY_ONCE);

    pass(refresher, Duration.ZERO);
    assertThat(state()).isInstanceOf(Ambiguous.class);
    pass(refresher, Duration.ofSeconds(1));

    assertThat(state().kind()).isEqualTo(kind);
    assertThat(opens(state().currentTokens().orElseThrow())).as("the token in hand").isTrue();
    JsonNode counts = control("GET", "/accounts/demo/tokens", "");
    assertThat(counts.get("reuses").asInt()).isEqualTo(policy.equals("stop") ? 0 : 1);
  }

  /** Whether M1's API takes the access token. */
  private boolean opens(TokenSet tokens) throws Exception {
    return http.get(
            SharedSimulator.base()
                .resolve("/v2/contact/tag/all?page=1&limit=1&token=" + tokens.accessToken()))
        .answer()
        .json()
        .path("success")
        .asBoolean();
  }

  private void pass(Refresher refresher, Duration time) throws InterruptedException {
    clock.advance(time);
    refresher.tick();
    assertThat(refresher.awaitIdle(Duration.ofSeconds(30))).isTrue();
  }

  private AccountState state() {
    return log.accounts.get(Samples.DEMO).state();
  }

  private long generation() {
    return state().lastGeneration();
  }

  private void put(AccountState state) {
    Registration registration =
        new Registration(
            "client",
            List.of("secret"),
            "diamond",
            4_000,
            "http://127.0.0.1/oauth2/callback",
            Registration.Origin.REST);
    log.accounts.put(
        Samples.DEMO,
        new Account(
                Samples.DEMO, registration, new Registered(), 1, Optional.empty(), clock.instant())
            .in(state, clock.instant()));
  }

  private Refresher refresher(UnknownOutcome policy) {
    return new Refresher(
        log,
        m1.oauth2(),
        new RefreshSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(105),
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            policy),
        (account, end) -> true,
        executor,
        executor,
        new Refresher.Times(clock, System::nanoTime, new Random(1)),
        new SilentObserver());
  }

  private void oauth(String knobs) throws Exception {
    control("PATCH", "/behaviour", "{\"oauth\":{" + knobs + "}}");
  }

  private JsonNode control(String method, String path, String body) {
    return simulator.send(method, path, body);
  }

  private static M1ClientConfig config() {
    return new SmallRyeConfigBuilder()
        .withMapping(M1ClientConfig.class)
        .withDefaultValues(
            Map.of(
                "m1bridge.m1.url",
                SharedSimulator.apiUrl().toString(),
                "m1bridge.m1.auth-url",
                SharedSimulator.authUrl().toString(),
                "m1bridge.m1.connect-timeout",
                "PT3S",
                "m1bridge.m1.call-timeout",
                "PT30S",
                "m1bridge.m1.token-timeout",
                "PT90S",
                "m1bridge.m1.keep-alive",
                "PT5S",
                "m1bridge.m1.breaker.delay",
                "PT10S"))
        .build()
        .getConfigMapping(M1ClientConfig.class);
  }
}

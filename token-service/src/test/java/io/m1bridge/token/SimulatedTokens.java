package io.m1bridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.m1.http.M1Clients;
import io.m1bridge.process.http.SimulatorControl;
import io.m1bridge.testkit.m1.HttpClients;
import io.m1bridge.testkit.process.SharedSimulator;
import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.token.account.TokenReports;
import io.m1bridge.token.brake.BrakeNetwork;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.refresh.Refresher;
import io.m1bridge.token.refresh.SilentObserver;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.AccountState.Registered;
import io.m1bridge.token.state.Registration;
import io.m1bridge.token.state.TokenSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** One connected account whose tokens come from the simulator, through the real client. */
public final class SimulatedTokens implements AutoCloseable {

  private static final Duration LIFE = Duration.ofHours(24);

  /** So old are the tokens at first: over half of their life, a refresh is due. */
  private static final Duration AGE = Duration.ofHours(13);

  public final MutableClock clock = MutableClock.at(Instant.now());
  public final MemoryLog log = new MemoryLog();

  private final SimulatorControl simulator = new SimulatorControl(SharedSimulator.control());
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final M1Clients m1 =
      HttpClients.open(
          SharedSimulator.apiUrl(), SharedSimulator.authUrl(), Map.of(), Clock.systemUTC());

  /** Connects it, at an M1 whose knobs stand at their defaults. */
  public SimulatedTokens() {
    control("POST", "/reset", "");
    control(
        "PUT",
        "/accounts/demo",
        "{\"clientId\":\"client\",\"secrets\":[\"secret\"],\"plan\":\"diamond\"}");
    JsonNode issued = control("POST", "/accounts/demo/tokens/issue", "");
    Instant before = clock.instant().minus(AGE);
    put(
        new Authorized(
            new TokenSet(
                1,
                issued.get("accessToken").asText(),
                issued.get("refreshToken").asText(),
                "f1",
                before,
                before.plus(LIFE),
                false)));
  }

  public OAuth2Port oauth2() {
    return m1.oauth2();
  }

  public M1Port m1() {
    return m1.m1();
  }

  /** Whether M1's API takes the access token. */
  public boolean opens(TokenSet tokens) {
    return m1.m1()
            .send(
                Samples.DEMO,
                new AccessToken(tokens.accessToken()),
                new M1Call.ListContacts(List.of(), 1, 1))
            .toCompletableFuture()
            .join()
        instanceof M1Outcome.Accepted;
  }

  /** Lets our time pass, not M1's, and does what is due then. */
  public void pass(Refresher refresher, Duration time) throws InterruptedException {
    clock.advance(time);
    refresher.tick();
    assertThat(refresher.awaitIdle(Duration.ofSeconds(30))).isTrue();
  }

  /** Lets M1's time pass. */
  public void passAtM1(Duration time) {
    control("POST", "/clock/advance", "{\"by\":\"" + time + "\"}");
  }

  public AccountState state() {
    return log.accounts.get(Samples.DEMO).state();
  }

  /** The tokens in hand. */
  public TokenSet tokens() {
    return state().currentTokens().orElseThrow();
  }

  public long generation() {
    return state().lastGeneration();
  }

  public void put(AccountState state) {
    Registration registration =
        new Registration(
            "client",
            List.of("secret"),
            "diamond",
            4_000,
            0,
            "http://127.0.0.1/oauth2/callback",
            Registration.Origin.REST);
    log.accounts.put(
        Samples.DEMO,
        new Account(
                Samples.DEMO, registration, new Registered(), 1, Optional.empty(), clock.instant())
            .in(state, clock.instant()));
  }

  public Refresher refresher(UnknownOutcome policy) {
    return new Refresher(
        log,
        m1.oauth2(),
        TestSettings.refresh(policy),
        Duration.ofSeconds(105),
        (account, end) -> true,
        BrakeNetwork.alone(clock),
        executor,
        executor,
        new Refresher.Times(clock, System::nanoTime, new Random(1)),
        new SilentObserver());
  }

  /** Takes what services report about tokens. */
  public TokenReports reports() {
    return new TokenReports(log, clock, Duration.ofSeconds(30));
  }

  /** Turns knobs of {@code oauth}. */
  public void oauth(String knobs) {
    control("PATCH", "/behaviour", "{\"oauth\":{" + knobs + "}}");
  }

  /**
   * The next answer to a token call of this account is lost; the call has happened. Of this
   * account: the replicas of other tests share the simulator, and a probe of theirs once took the
   * fault.
   */
  public void loseNextAnswer() {
    control(
        "POST",
        "/faults",
        "{\"path\":\"/access_token\",\"kind\":\"reset-after\",\"times\":1,\"account\":\"demo\"}");
  }

  public JsonNode control(String method, String path, String body) {
    return simulator.send(method, path, body);
  }

  @Override
  public void close() {
    executor.shutdownNow();
    m1.close();
    control("POST", "/reset", "");
  }
}

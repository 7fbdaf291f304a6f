package io.m1bridge.token.connect;

import static io.m1bridge.token.Samples.DEMO;
import static io.m1bridge.token.Samples.START;
import static io.m1bridge.token.Samples.account;
import static io.m1bridge.token.Samples.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.token.MemoryLog;
import io.m1bridge.token.account.AccountOps;
import io.m1bridge.token.account.AccountOps.Activation;
import io.m1bridge.token.connect.FlowCookies.Flow;
import io.m1bridge.token.connect.FlowCookies.Found;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.permit.PermitBroker;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.AccountState.Registered;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectFlowTest {

  private final MutableClock clock = MutableClock.at(START);
  private final MemoryLog log = new MemoryLog();
  private final FakeOAuth oauth = new FakeOAuth();
  private final AccountOps accounts = new AccountOps(log, clock);
  private final FlowCookies cookies =
      new FlowCookies(
          Keyset.parse(Keyset.generate()), URI.create("http://here"), clock, new SecureRandom());
  private final ConnectFlow connect =
      new ConnectFlow(
          log,
          oauth,
          new M1AccountLookup(
              id -> Optional.of(() -> true),
              new SilentM1(),
              new PermitBroker(
                  () -> Duration.between(START, clock.instant()).toNanos(), new Random(1)),
              clock,
              clock::advance),
          accounts,
          clock);

  @BeforeEach
  void declare() {
    log.accounts.put(DEMO, account(new Registered()));
  }

  @Test
  void shouldKeepTokensBackUntilAPersonConfirms() throws Exception {
    Flow flow = cookies.begin(DEMO, false);

    assertThat(connect.callback(flow, "code")).isInstanceOf(Callback.Confirm.class);
    assertThat(log.accounts.get(DEMO).state()).isEqualTo(new Registered());
    assertThat(connect.review(flow)).isInstanceOf(Review.Waiting.class);

    assertThat(connect.confirm(flow, "Ada")).containsInstanceOf(Activation.Active.class);
    assertThat(log.accounts.get(DEMO).state()).isInstanceOf(Authorized.class);
    assertThat(log.events).singleElement().satisfies(e -> assertThat(e.by()).isEqualTo("Ada"));
    assertThat(connect.confirm(flow, "Ada")).as("once").isEmpty();
  }

  @Test
  void shouldTellThatAConnectReplacedAnotherOfThisBrowser() throws Exception {
    AccountId other = new AccountId("other");
    Flow first = cookies.begin(other, false);
    Found brought = cookies.read(cookies.cookie(first).getValue());
    Flow second = cookies.begin(DEMO, false, brought);

    assertThat(cookies.read(cookies.cookie(second).getValue())).isEqualTo(new Found.Valid(second));
    connect.callback(second, "code");
    assertThat(connect.review(second))
        .isInstanceOfSatisfying(
            Review.Waiting.class, waiting -> assertThat(waiting.replaced()).contains(other));
    assertThat(connect.confirm(first, "Ada")).as("the first one ended").isEmpty();

    clock.advance(FlowCookies.LIFE);
    Found late = cookies.read(cookies.cookie(second).getValue());
    assertThat(cookies.begin(DEMO, false, late).replaced()).as("nothing was under way").isEmpty();
  }

  @Test
  void shouldTakeOneCodePerFlow() {
    Flow flow = cookies.begin(DEMO, false);
    connect.callback(flow, "forged");

    assertThat(connect.callback(flow, "real")).isInstanceOf(Callback.UsedBefore.class);
    assertThat(oauth.codes).containsExactly("forged");
  }

  @Test
  void shouldForgetUnconfirmedTokensAfterTenMinutes() throws Exception {
    Flow flow = cookies.begin(DEMO, false);
    connect.callback(flow, "code");
    clock.advance(FlowCookies.LIFE.minusMillis(1));
    assertThat(connect.review(flow)).isInstanceOf(Review.Waiting.class);

    clock.advance(Duration.ofMillis(1));

    assertThat(connect.review(flow)).isInstanceOf(Review.Nothing.class);
    assertThat(connect.confirm(flow, "Ada")).isEmpty();
    assertThat(log.events).isEmpty();
  }

  @Test
  void shouldNotKnowAFlowOfAnEarlierProcess() throws Exception {
    assertThat(connect.review(cookies.begin(DEMO, false))).isInstanceOf(Review.Nothing.class);
    assertThat(connect.confirm(cookies.begin(DEMO, false), "Ada")).isEmpty();
  }

  @Test
  void shouldTellACookieThatIsTooOldFromNone() {
    Flow flow = cookies.begin(DEMO, true);
    String value = cookies.cookie(flow).getValue();
    assertThat(cookies.read(value)).isEqualTo(new Found.Valid(flow));

    clock.advance(FlowCookies.LIFE);

    assertThat(cookies.read(value)).isEqualTo(new Found.Expired());
    assertThat(cookies.read(null)).isEqualTo(new Found.None());
    assertThat(cookies.read("")).isEqualTo(new Found.None());
    assertThat(cookies.read("bm90IG91cnM")).isEqualTo(new Found.None());
    assertThat(cookies.read("%%%")).isEqualTo(new Found.None());
  }

  @Test
  void shouldLetTheSameCallbackComeAgainWhenTheCodeNeverLeft() {
    Flow flow = cookies.begin(DEMO, false);
    oauth.answers.add(new OAuth2Port.Grant.NotSent("connection refused"));

    assertThat(connect.callback(flow, "code")).isInstanceOf(Callback.NotReached.class);
    assertThat(connect.callback(flow, "code")).isInstanceOf(Callback.Confirm.class);
  }

  @Test
  void shouldNotSendACodeAgainWhoseOutcomeIsUnknown() {
    Flow flow = cookies.begin(DEMO, false);
    oauth.answers.add(new OAuth2Port.Grant.Unknown("timed out"));

    assertThat(connect.callback(flow, "code")).isInstanceOf(Callback.Unclear.class);
    assertThat(connect.callback(flow, "code")).isInstanceOf(Callback.UsedBefore.class);
    assertThat(oauth.codes).hasSize(1);
    assertThat(log.accounts.get(DEMO)).isEqualTo(account(new Registered()));
  }

  @Test
  void shouldTryOlderSecretsOnlyWhenTheClientIsRefused() {
    oauth.answers.add(new OAuth2Port.Grant.Denied("invalid_client", Optional.empty()));
    assertThat(connect.callback(cookies.begin(DEMO, false), "code"))
        .isInstanceOf(Callback.Confirm.class);
    assertThat(oauth.secrets).containsExactly("current", "older");

    oauth.answers.add(new OAuth2Port.Grant.Denied("invalid_grant", Optional.empty()));
    assertThat(connect.callback(cookies.begin(DEMO, false), "code"))
        .isEqualTo(new Callback.CodeRefused("invalid_grant"));
    assertThat(oauth.secrets).hasSize(3);
  }

  @Test
  void shouldKeepNothingForAnAccountThatWasRemovedMeanwhile() throws Exception {
    Flow before = cookies.begin(DEMO, false);
    Flow between = cookies.begin(DEMO, false);
    connect.callback(between, "code");
    log.accounts.clear();

    assertThat(connect.callback(before, "code")).isInstanceOf(Callback.AccountGone.class);
    assertThat(oauth.codes).hasSize(1);
    assertThat(connect.confirm(between, "Ada")).containsInstanceOf(Activation.Unknown.class);
    assertThat(connect.review(between)).isInstanceOf(Review.AccountGone.class);
    assertThat(log.accounts).isEmpty();
  }

  @Test
  void shouldRefuseAnotherM1AccountUnlessItIsDeclaredSo() throws Exception {
    log.accounts.put(DEMO, account(new Authorized(tokens(1)), Optional.of("m1-1")));
    OAuth2Port.Grant.Granted granted = granted();

    assertThat(accounts.activate(DEMO, granted, Optional.of("m1-2"), false, "Ada"))
        .isEqualTo(new Activation.OtherAccount("m1-1", "m1-2"));
    assertThat(log.events).isEmpty();

    accounts.activate(DEMO, granted, Optional.of("m1-1"), true, "Ada");
    assertThat(log.accounts.get(DEMO).incarnation()).as("provably the same").isEqualTo(1);

    accounts.activate(DEMO, granted, Optional.of("m1-2"), true, "Ada");
    assertThat(log.accounts.get(DEMO).incarnation()).isEqualTo(2);
    assertThat(log.accounts.get(DEMO).m1AccountId()).contains("m1-2");
  }

  @Test
  void shouldConfirmAgainAfterTheAccountMoved() throws Exception {
    Flow flow = cookies.begin(DEMO, false);
    connect.callback(flow, "code");
    log.owner = false;
    try {
      connect.confirm(flow, "Ada");
    } catch (NotOwner moving) {
      log.owner = true;
    }
    assertThat(connect.confirm(flow, "Ada")).containsInstanceOf(Activation.Active.class);
  }

  private static OAuth2Port.Grant.Granted granted() {
    return new OAuth2Port.Grant.Granted(
        new AccessToken("access"), "refresh", START.plus(Duration.ofHours(24)));
  }

  private static final class FakeOAuth implements OAuth2Port {
    private final Deque<Grant> answers = new ArrayDeque<>();
    private final List<String> codes = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>();

    @Override
    public URI authorizeUri(String clientId, URI redirectUri, String state) {
      return URI.create("http://m1/authorize");
    }

    @Override
    public CompletionStage<Grant> exchange(Client client, String code, URI redirectUri) {
      codes.add(code);
      secrets.add(client.secret());
      return CompletableFuture.completedFuture(answers.isEmpty() ? granted() : answers.remove());
    }

    @Override
    public CompletionStage<Grant> refresh(Client client, String refreshToken) {
      throw new UnsupportedOperationException();
    }
  }

  /** An M1 whose account has no contact to tell its number by. */
  private static final class SilentM1 implements M1Port {
    @Override
    public <T> CompletionStage<M1Outcome<T>> send(
        AccountId account, AccessToken token, M1Call<T> call) {
      return CompletableFuture.completedFuture(new M1Outcome.Unknown<>("silent"));
    }
  }
}

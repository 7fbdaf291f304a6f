package io.m1bridge.token.refresh;

import static io.m1bridge.token.Samples.account;
import static io.m1bridge.token.Samples.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.contracts.AccountEvent.What;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.token.Samples;
import io.m1bridge.token.TestSettings;
import io.m1bridge.token.log.AccountLog;
import io.m1bridge.token.log.Change;
import io.m1bridge.token.log.Decision;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState.Ambiguous;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.AccountState.GrantRefused;
import io.m1bridge.token.state.AccountState.NeedsAuthorization;
import io.m1bridge.token.state.AccountState.Refreshing;
import io.m1bridge.token.state.TokenSet;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RefresherTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final MutableClock clock = MutableClock.at(START);
  private final FakeLog log = new FakeLog();
  private final FakeOAuth oauth = new FakeOAuth();
  private final HandExecutor executor = new HandExecutor();
  private final List<RefreshEnd> handedOver = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<Duration> windows = new ArrayList<>();
  private long nanos;

  @Test
  void shouldRefreshAtHalfOfLifeAndCommitTheIntentBeforeThePost() {
    Refresher refresher = refresher(UnknownOutcome.STOP);
    log.account = account(new Authorized(tokens(1)));
    clock.set(START.plus(Duration.ofHours(12)).minusMillis(1));
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).isEmpty();

    clock.set(START.plus(Duration.ofHours(12)));
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).containsExactly("refresh-1/current");
    assertThat(log.account.state()).isInstanceOf(Refreshing.class);
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).as("one POST per generation").hasSize(1);

    oauth.answer(granted());
    executor.run();
    assertThat(log.account.state().lastGeneration()).isEqualTo(2);
    assertThat(log.account.state()).isInstanceOf(Authorized.class);
    assertIdle(refresher);
  }

  @Test
  void shouldNotPostWhenTheIntentCannotBeCommitted() {
    Refresher refresher = refresher(UnknownOutcome.STOP);
    log.account = account(new Authorized(tokens(1)));
    clock.set(START.plus(Duration.ofHours(13)));
    log.unavailable = 1;
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).isEmpty();
    assertIdle(refresher);
  }

  @Test
  void shouldNotPostWhenTheCommitTookTooLong() {
    Refresher refresher = refresher(UnknownOutcome.STOP);
    log.account = account(new Authorized(tokens(1)));
    clock.set(START.plus(Duration.ofHours(13)));
    log.commitTakes = Duration.ofSeconds(5);
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).isEmpty();
    assertThat(log.account.state()).isEqualTo(new Authorized(tokens(1)));
  }

  @Test
  void shouldStoreTheAnswerEvenIfKafkaIsAwayForAWhile() {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    log.unavailable = 3;
    oauth.answer(granted());
    executor.run();
    assertThat(log.account.state().lastGeneration()).isEqualTo(2);
    assertIdle(refresher);
  }

  @Test
  void shouldHandTheAnswerOverToTheNewOwner() throws Exception {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    log.owner = false;
    oauth.answer(granted());
    executor.run();
    assertThat(handedOver)
        .singleElement()
        .isInstanceOfSatisfying(
            RefreshEnd.Renewed.class,
            renewed -> assertThat(renewed.next().generation()).isEqualTo(2));
    assertThat(refresher.awaitIdle(Duration.ZERO)).isTrue();
  }

  @Test
  void shouldLeaveAFoundIntentAloneUntilItsDeadlineAndThenCallItAmbiguous() {
    Refresher refresher = refresher(UnknownOutcome.STOP);
    clock.set(START.plus(Duration.ofHours(13)));
    log.account =
        account(
            new Authorized(tokens(1))
                .refreshing(clock.instant().plusSeconds(5), clock.instant().plusSeconds(40)));
    refresher.tick();
    executor.run();
    assertThat(log.account.state()).isInstanceOf(Refreshing.class);

    clock.advance(Duration.ofSeconds(40));
    refresher.tick();
    executor.run();
    assertThat(log.account.state()).isInstanceOf(Ambiguous.class);
    clock.advance(Duration.ofHours(5));
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).as("policy stop: never replayed").isEmpty();
  }

  @Test
  void shouldReplayOnceWhereThePolicySaysSo() {
    Refresher refresher = beginAndPost(UnknownOutcome.REPLAY_ONCE);
    oauth.answer(new OAuth2Port.Grant.Unknown("time-out"));
    executor.run();
    assertThat(log.account.state()).isInstanceOf(Ambiguous.class);
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).containsExactly("refresh-1/current", "refresh-1/current");
    oauth.answer(new OAuth2Port.Grant.Unknown("time-out"));
    executor.run();
    clock.advance(Duration.ofHours(1));
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).as("once").hasSize(2);
    assertThat(log.account.state()).isInstanceOf(Ambiguous.class);
  }

  @Test
  void shouldStillBeAmbiguousWhenTheReplayCouldNotBeSent() {
    Refresher refresher = beginAndPost(UnknownOutcome.REPLAY_ONCE);
    oauth.answer(new OAuth2Port.Grant.Unknown("time-out"));
    executor.run();
    refresher.tick();
    executor.run();
    oauth.answer(new OAuth2Port.Grant.NotSent("connection refused"));
    executor.run();
    assertThat(log.account.state()).isInstanceOf(Ambiguous.class);
  }

  @Test
  void shouldRetryAfterAPauseWhenNothingWasSent() {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    oauth.answer(new OAuth2Port.Grant.NotSent("connection refused"));
    executor.run();
    assertThat(log.account.state()).isEqualTo(new Authorized(tokens(1)));
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).hasSize(1);
    clock.advance(Duration.ofSeconds(60));
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).hasSize(2);
  }

  @Test
  void shouldGoOnWhenTheSecondTryWorksAfterARefusal() {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    oauth.answer(refusal("invalid_grant"));
    executor.run();
    assertThat(log.account.state()).isInstanceOf(GrantRefused.class);
    assertThat(log.account.state().currentTokens()).contains(tokens(1));

    pass(refresher, Duration.ofMinutes(1).minusMillis(1));
    assertThat(oauth.posts).hasSize(1);
    pass(refresher, Duration.ofMillis(1));
    assertThat(oauth.posts).containsExactly("refresh-1/current", "refresh-1/current");
    oauth.answer(granted());
    executor.run();
    assertThat(log.account.state().lastGeneration()).isEqualTo(2);
    assertIdle(refresher);
  }

  @Test
  void shouldHandOutToTheEndAndThenAskForAPersonWhenTheGrantIsDead() {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    List<Duration> asked = new ArrayList<>();
    Instant first = clock.instant();
    while (log.account.state().currentTokens().isPresent()) {
      if (log.account.state() instanceof Refreshing) {
        asked.add(Duration.between(first, clock.instant()));
        oauth.answer(refusal(asked.size() % 2 == 0 ? "bad_refresh_token" : "E10101"));
        executor.run();
      }
      pass(refresher, Duration.ofSeconds(30));
    }
    assertThat(asked)
        .hasSize(12)
        .startsWith(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(61));
    assertThat(clock.instant()).isBetween(Samples.END, Samples.END.plusSeconds(60));
    assertThat(log.account.state()).isInstanceOf(NeedsAuthorization.class);
    assertThat(log.events)
        .last()
        .extracting(AccountEvent::what)
        .isEqualTo(What.NEEDS_AUTHORIZATION);
    assertThat(log.events.stream().filter(e -> e.what() != What.REFRESH_FAILED)).hasSize(1);
  }

  @Test
  void shouldAskForAPersonAfterTwoRefusalsWhereNoTokenWorks() {
    Refresher refresher = refresher(UnknownOutcome.STOP);
    log.account = account(new Authorized(tokens(1)).refusedByM1());
    clock.set(START.plus(Duration.ofHours(1)));
    for (int i = 0; i < 2; i++) {
      pass(refresher, Duration.ofMinutes(1));
      assertThat(log.account.state()).isInstanceOf(Refreshing.class);
      oauth.answer(refusal("invalid_request"));
      executor.run();
    }
    pass(refresher, Duration.ofSeconds(1));
    assertThat(log.account.state()).isInstanceOf(NeedsAuthorization.class);
  }

  @Test
  void shouldGoOnAfterAGatewaysPages() {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    for (int i = 0; i < 2; i++) {
      oauth.answer(new OAuth2Port.Grant.Unavailable("HTTP 503", Optional.empty()));
      executor.run();
      assertThat(log.account.state()).isEqualTo(new Authorized(tokens(1)));
      assertThat(refresher.isBraked()).isTrue();
      pass(refresher, Duration.ofMinutes(1));
    }
    assertThat(oauth.posts).hasSize(3);
    oauth.answer(granted());
    executor.run();
    assertThat(log.account.state().lastGeneration()).isEqualTo(2);
    assertThat(refresher.isBraked()).isFalse();
  }

  @Test
  void shouldComeAgainWhenToldTo() {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    oauth.answer(new OAuth2Port.Grant.Unavailable("HTTP 503", Optional.of(Duration.ofMinutes(20))));
    executor.run();
    pass(refresher, Duration.ofMinutes(20).minusMillis(1));
    assertThat(oauth.posts).hasSize(1);
    pass(refresher, Duration.ofMillis(1));
    assertThat(oauth.posts).hasSize(2);
  }

  private void pass(Refresher refresher, Duration time) {
    clock.advance(time);
    refresher.tick();
    executor.run();
  }

  private static OAuth2Port.Grant refusal(String error) {
    return new OAuth2Port.Grant.Denied(error, Optional.empty());
  }

  @Test
  void shouldTryTheNextClientSecret() {
    beginAndPost(UnknownOutcome.STOP);
    oauth.answer(new OAuth2Port.Grant.Denied("invalid_client", Optional.empty()));
    assertThat(oauth.posts).containsExactly("refresh-1/current", "refresh-1/older");
    oauth.answer(granted());
    executor.run();
    assertThat(log.account.state().lastGeneration()).isEqualTo(2);
  }

  @Test
  void shouldRefreshAReportedTokenAtOnceButNotInALoop() {
    Refresher refresher = refresher(UnknownOutcome.STOP);
    log.account = account(new Authorized(tokens(2)).refusedByM1());
    clock.set(START.plusSeconds(59));
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).isEmpty();
    clock.set(START.plusSeconds(60));
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).hasSize(1);
  }

  @Test
  void shouldRefreshEarlyAndOnceIfSomebodyNeedsALongerLife() {
    Refresher refresher = refresher(UnknownOutcome.STOP);
    log.account = account(new Authorized(tokens(1)));
    refresher.refreshSoon(DEMO, 1);
    refresher.refreshSoon(DEMO, 1);
    executor.run();
    oauth.answer(granted());
    executor.run();
    refresher.refreshSoon(DEMO, 1);
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).as("the wish was about generation 1").hasSize(1);
  }

  @Test
  void shouldNotLetCallersOfARefusedTokenWaitForTheNextRound() {
    Refresher refresher = refresher(UnknownOutcome.STOP);
    log.account = account(new Authorized(tokens(1)).refusedByM1());
    clock.set(START.plus(Duration.ofHours(1)));
    refresher.look(DEMO);
    refresher.look(DEMO);
    executor.run();
    assertThat(oauth.posts).as("two reports, one refresh").hasSize(1);
  }

  @Test
  void shouldMarkWhatARefusedTokenIsReplacedBy() {
    Refresher refresher = refresher(UnknownOutcome.STOP);
    log.account = account(new Authorized(tokens(1)).refusedByM1());
    clock.set(START.plus(Duration.ofHours(1)));
    refresher.tick();
    executor.run();
    oauth.answer(granted());
    executor.run();
    assertThat(log.account.state().currentTokens().orElseThrow().afterRefusal()).isTrue();
  }

  @Test
  void shouldTellTheNewOwnerThatNothingWasDone() {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    Refreshing intent = (Refreshing) log.account.state();
    log.owner = false;
    oauth.answer(new OAuth2Port.Grant.NotSent("connection refused"));
    executor.run();
    assertThat(handedOver)
        .containsExactly(
            new RefreshEnd.NotDone(intent.sendBefore(), "not sent: connection refused"));
    assertIdle(refresher);
  }

  @Test
  void shouldTakeAnAnswerThatComesAfterTheIntentWasCalledAmbiguous() {
    beginAndPost(UnknownOutcome.STOP);
    log.account =
        log.account.in(((Refreshing) log.account.state()).unknown("owner gone"), clock.instant());
    oauth.answer(granted());
    executor.run();
    assertThat(log.account.state()).isInstanceOf(Authorized.class);
    assertThat(log.account.state().lastGeneration()).isEqualTo(2);
  }

  @Test
  void shouldNotTakeALateWordForOneAboutTheNextIntent() {
    Instant first = clock.instant().plusSeconds(5);
    Refreshing second =
        new Authorized(tokens(1))
            .refreshing(clock.instant().plusSeconds(65), clock.instant().plusSeconds(100));
    assertThat(new RefreshEnd.NotDone(first, "not sent").appliedTo(second)).isEmpty();
    assertThat(new RefreshEnd.Refused(first, "dead", first).appliedTo(second)).isEmpty();
    assertThat(new RefreshEnd.Unknown(first, "time-out").appliedTo(second)).isEmpty();
    assertThat(new RefreshEnd.Renewed(tokens(2), "late").appliedTo(second))
        .contains(new Authorized(tokens(2)));
    assertThat(new RefreshEnd.Renewed(tokens(2), "again").appliedTo(new Authorized(tokens(2))))
        .isEmpty();
  }

  @Test
  void shouldAskForAPersonWhenTheTokenOfAnAmbiguousAccountIsUsedUp() {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    oauth.answer(new OAuth2Port.Grant.Unknown("time-out"));
    executor.run();
    clock.set(START.plus(Duration.ofHours(24)).minusMillis(1));
    refresher.tick();
    executor.run();
    assertThat(log.account.state()).isInstanceOf(Ambiguous.class);
    clock.set(START.plus(Duration.ofHours(24)));
    refresher.tick();
    executor.run();
    assertThat(log.account.state()).isInstanceOf(NeedsAuthorization.class);
    assertThat(log.events)
        .extracting(AccountEvent::what)
        .containsExactly(AccountEvent.What.AMBIGUOUS, AccountEvent.What.NEEDS_AUTHORIZATION);
  }

  @Test
  void shouldTryAgainLaterWhenM1RefusesAllSecrets() {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    for (int secret = 0; secret < 2; secret++) {
      oauth.answer(new OAuth2Port.Grant.Denied("invalid_client", Optional.empty()));
    }
    executor.run();
    assertThat(log.account.state()).isEqualTo(new Authorized(tokens(1)));
    assertThat(log.events)
        .extracting(AccountEvent::what)
        .containsExactly(AccountEvent.What.REFRESH_FAILED);
    clock.advance(Duration.ofSeconds(40));
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).hasSize(3).last().isEqualTo("refresh-1/current");
  }

  @Test
  void shouldNotPauseThroughWhatIsLeftOfAShortLife() {
    RefreshSchedule schedule =
        new RefreshSchedule(TestSettings.refresh(UnknownOutcome.STOP), new Random(1));
    TokenSet hour = new TokenSet(1, "a", "r", "f", START, START.plus(Duration.ofHours(1)), false);
    assertThat(schedule.pause(9, hour, START.plus(Duration.ofMinutes(40))))
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(schedule.pause(9, hour, START.plusSeconds(3_590))).isEqualTo(Duration.ofSeconds(30));
    assertThat(schedule.pause(9, hour, START.plusSeconds(7_200)))
        .as("expired: the refresh token may live")
        .isGreaterThan(Duration.ofMinutes(20));
  }

  @Test
  void shouldMeasureFromTheAnswerToTheCommit() {
    beginAndPost(UnknownOutcome.STOP);
    log.onUpdate = () -> nanos += 7_000_000;
    oauth.answer(granted());
    executor.run();
    assertThat(windows).containsExactly(Duration.ofMillis(7));
    assertThat(words).containsExactly("refreshed");
  }

  @Test
  void shouldNotRiskMoreThanTwoGrantsAtOnce() {
    Refresher refresher = refresher(UnknownOutcome.STOP);
    log.account = account(new Authorized(tokens(1)));
    log.others =
        IntStream.range(0, 100)
            .mapToObj(number -> account("other-" + number, new Authorized(tokens(1))))
            .toList();
    clock.set(START.plus(Duration.ofHours(13)));
    refresher.tick();
    assertThat(executor.size()).isEqualTo(2);
  }

  @Test
  void shouldBeginNothingMoreOnceStopped() throws Exception {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    refresher.stop();
    assertThat(refresher.awaitIdle(Duration.ZERO)).isFalse();
    oauth.answer(granted());
    executor.run();
    clock.advance(Duration.ofHours(13));
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).hasSize(1);
    assertIdle(refresher);
  }

  @Test
  void shouldEndWhenAnAnswerCannotBeStoredAnyMore() {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    executor.shutdownNow();
    oauth.answer(granted());
    assertIdle(refresher);
  }

  @Test
  void shouldRefuseAnIntentThatIsOverBeforeItsPost() {
    Duration send = Duration.ofSeconds(5);
    Duration call = Duration.ofSeconds(90);
    assertThat(RefreshSettings.answerWithin(send, Optional.empty(), call))
        .isEqualTo(Duration.ofSeconds(105));
    assertThatThrownBy(
            () -> RefreshSettings.answerWithin(send, Optional.of(Duration.ofSeconds(95)), call))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("m1bridge.token.refresh.answer-within")
        .hasMessageContaining("95000 ms");
  }

  private static void assertIdle(Refresher refresher) {
    try {
      assertThat(refresher.awaitIdle(Duration.ZERO)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Refresher beginAndPost(UnknownOutcome policy) {
    Refresher refresher = refresher(policy);
    log.account = account(new Authorized(tokens(1)));
    clock.set(START.plus(Duration.ofHours(13)));
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).hasSize(1);
    return refresher;
  }

  private Refresher refresher(UnknownOutcome policy) {
    return new Refresher(
        log,
        oauth,
        TestSettings.refresh(policy),
        Duration.ofSeconds(40),
        (account, end) -> handedOver.add(end),
        executor,
        executor,
        new Refresher.Times(clock, () -> nanos, new Random(1)),
        new RefreshObserver() {
          @Override
          public void ended(String word) {
            words.add(word);
          }

          @Override
          public void stored(Duration sinceAnswer) {
            windows.add(sinceAnswer);
          }
        });
  }

  private OAuth2Port.Grant granted() {
    return new OAuth2Port.Grant.Granted(
        new AccessToken("new"), "refresh-new", clock.instant().plus(Duration.ofHours(24)));
  }

  private final class FakeLog implements AccountLog {
    private Account account;
    private boolean owner = true;
    private int unavailable;
    private Duration commitTakes = Duration.ZERO;
    private List<Account> others = List.of();
    private Runnable onUpdate = () -> {};
    private final List<AccountEvent> events = new ArrayList<>();

    @Override
    public List<Account> accounts() {
      return Stream.concat(Stream.of(account), others.stream()).toList();
    }

    @Override
    public Optional<Account> account(AccountId id) {
      return Optional.of(account);
    }

    @Override
    public Optional<String> damage(AccountId id) {
      return Optional.empty();
    }

    @Override
    public boolean mayGrant(AccountId id) {
      return owner;
    }

    @Override
    public <R> R decide(AccountId id, Function<Optional<Account>, Decision<R>> decision)
        throws NotOwner, LogUnavailable {
      if (!owner) {
        throw new NotOwner("moved");
      }
      if (unavailable > 0) {
        unavailable--;
        throw new LogUnavailable("away", new IllegalStateException());
      }
      Decision<R> decided = decision.apply(Optional.of(account));
      if (decided.change() instanceof Change.Put put) {
        account = put.account();
        events.addAll(put.events());
        onUpdate.run();
        clock.advance(commitTakes);
      }
      return decided.result();
    }
  }

  private static final class FakeOAuth implements OAuth2Port {
    private final List<String> posts = new ArrayList<>();
    private CompletableFuture<Grant> open = new CompletableFuture<>();

    @Override
    public URI authorizeUri(String clientId, URI redirectUri, String state) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Grant> exchange(Client client, String code, URI redirectUri) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Grant> refresh(Client client, String refreshToken) {
      posts.add(refreshToken + "/" + client.secret());
      open = new CompletableFuture<>();
      return open;
    }

    void answer(Grant grant) {
      open.complete(grant);
    }
  }
}

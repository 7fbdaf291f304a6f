package io.m1bridge.token.refresh;

import static io.m1bridge.token.Samples.account;
import static io.m1bridge.token.Samples.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.AccountState.Refreshing;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Intent, POST and commit, each once and in this order. */
class RefresherTest extends RefresherHarness {

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
}

package io.m1bridge.token.refresh;

import static io.m1bridge.token.Samples.account;
import static io.m1bridge.token.Samples.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.state.AccountState.Ambiguous;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.AccountState.NeedsAuthorization;
import io.m1bridge.token.state.AccountState.Refreshing;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Nobody knows how a refresh ended, or whoever knows is no longer the owner. */
class RefreshDoubtTest extends RefresherHarness {

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
}

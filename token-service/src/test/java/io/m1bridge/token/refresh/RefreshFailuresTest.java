package io.m1bridge.token.refresh;

import static io.m1bridge.token.Samples.account;
import static io.m1bridge.token.Samples.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.contracts.AccountEvent.What;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.token.Samples;
import io.m1bridge.token.TestSettings;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.state.AccountState.Authorized;
import io.m1bridge.token.state.AccountState.GrantRefused;
import io.m1bridge.token.state.AccountState.NeedsAuthorization;
import io.m1bridge.token.state.AccountState.Refreshing;
import io.m1bridge.token.state.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** M1 refuses, cannot be reached, or a gateway answers: what is tried again, and when. */
class RefreshFailuresTest extends RefresherHarness {

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

  /** An answer that is in memory only must not be lost to what is no exception. */
  @Test
  void shouldStoreTheAnswerAfterAnError() {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    log.bug = Optional.of(new StackOverflowError());
    oauth.answer(granted());
    executor.run();

    assertThat(log.account.state().lastGeneration()).isEqualTo(2);
    assertIdle(refresher);
  }

  @Test
  void shouldBeginAnewAfterAnError() {
    Refresher refresher = refresher(UnknownOutcome.STOP);
    log.account = account(new Authorized(tokens(1)));
    log.bug = Optional.of(new NoClassDefFoundError("a.Class"));
    pass(refresher, Duration.ofHours(13));
    assertThat(oauth.posts).isEmpty();
    assertIdle(refresher);

    pass(refresher, Duration.ofSeconds(60));
    assertThat(oauth.posts).hasSize(1);
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

  @ParameterizedTest
  @EnumSource(UnknownOutcome.class)
  void shouldAskForAPersonWhereOthersGetTokensAndThisOneNoAnswer(UnknownOutcome policy) {
    Refresher refresher = beginAndPost(policy);
    while (log.account.state().currentTokens().isPresent()) {
      noAnswer();
      othersGetTokens();
      pass(refresher, Duration.ofMinutes(1));
      assertThat(clock.instant()).isBefore(Samples.END.plus(Duration.ofHours(1)));
    }
    assertThat(clock.instant()).isAfterOrEqualTo(Samples.END);
    assertThat(log.events)
        .last()
        .extracting(AccountEvent::what)
        .isEqualTo(What.NEEDS_AUTHORIZATION);
  }

  @Test
  void shouldAskForNobodyInAnOutageThatOneOtherAccountGotThrough() {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    for (int minute = 0; minute < 3_000; minute++) {
      noAnswer();
      if (minute == 100) {
        othersGetTokens();
      }
      pass(refresher, Duration.ofMinutes(1));
    }
    assertThat(log.account.state().currentTokens()).contains(tokens(1));
    while (!(log.account.state() instanceof Refreshing)) {
      pass(refresher, Duration.ofMinutes(1));
    }
    oauth.answer(granted());
    executor.run();
    assertThat(log.account.state().lastGeneration()).isEqualTo(2);
  }

  /** A replica that reaches nobody hears of the others' tokens in the log all the same. */
  @Test
  void shouldAskForNobodyWhereNothingCouldBeSent() {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    for (int minute = 0; minute < 3_000; minute++) {
      oauth.answer(new OAuth2Port.Grant.NotSent("connection refused"));
      executor.run();
      othersGetTokens();
      pass(refresher, Duration.ofMinutes(1));
    }
    assertThat(log.account.state()).isNotInstanceOf(NeedsAuthorization.class);
  }

  /** HTTP 429, E10104: the endpoint works, and says nothing of the grant. */
  @Test
  void shouldAskForNobodyWhereM1SaysNotNow() {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    for (int minute = 0; minute < 3_000; minute++) {
      oauth.answer(new OAuth2Port.Grant.Unavailable("HTTP 429", Optional.empty(), true));
      executor.run();
      othersGetTokens();
      pass(refresher, Duration.ofMinutes(1));
    }
    assertThat(log.account.state()).isNotInstanceOf(NeedsAuthorization.class);
  }

  /** Everybody is out for days; then some get through earlier than others, for two hours. */
  @Test
  void shouldNotCountAnOutageOfAllAsSilence() {
    Refresher refresher = beginAndPost(UnknownOutcome.STOP);
    while (clock.instant().isBefore(Samples.END.plus(Duration.ofHours(5)))) {
      noAnswer();
      pass(refresher, Duration.ofMinutes(1));
    }
    for (int minute = 0; minute < 120; minute++) {
      noAnswer();
      othersGetTokens();
      pass(refresher, Duration.ofMinutes(1));
    }
    assertThat(log.account.state()).isNotInstanceOf(NeedsAuthorization.class);
  }

  private void noAnswer() {
    oauth.answer(new OAuth2Port.Grant.Unavailable("HTTP 500", Optional.empty()));
    executor.run();
  }

  /** For so long that the other one asks for nothing itself. */
  private void othersGetTokens() {
    Instant now = clock.instant().plusSeconds(1);
    TokenSet fresh = new TokenSet(1, "a", "r", "f", now, now.plus(Duration.ofDays(900)), false);
    log.others = List.of(account("other", new Authorized(fresh)));
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
}

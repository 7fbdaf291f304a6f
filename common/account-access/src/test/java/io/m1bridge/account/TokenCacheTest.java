package io.m1bridge.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.token.PermitsRequest;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class TokenCacheTest {

  private static final AccountId DEMO = new AccountId("demo");

  private final HandClock clock = new HandClock();
  private final FakeApi api = new FakeApi();
  private final TokenCache cache = new TokenCache(api, clock, Duration.ofSeconds(60));

  @Test
  void shouldAskOnceAndUseTheTokenAgain() {
    api.next = available("one", Duration.ofHours(24));
    assertThat(now()).isEqualTo(api.next);
    assertThat(now()).isEqualTo(api.next);
    assertThat(api.asked).isEqualTo(1);
  }

  @Test
  void shouldNotUseATokenThatExpiredWhileNobodyLooked() {
    api.next = available("one", Duration.ofMinutes(5));
    now();
    clock.now = clock.now.plus(Duration.ofMinutes(4).plusSeconds(1));
    api.next = new TokenOutcome.Unavailable("away", Duration.ofSeconds(1));
    assertThat(now()).isEqualTo(api.next);
  }

  @Test
  void shouldGoOnWithTheCachedTokenWhileTokenServiceIsAway() {
    TokenOutcome first = available("one", Duration.ofHours(24));
    api.next = first;
    now();
    clock.now = clock.now.plus(Duration.ofHours(10));
    api.next = new TokenOutcome.Unavailable("away", Duration.ofSeconds(1));
    assertThat(now()).isEqualTo(first);
    assertThat(now()).isEqualTo(first);
    assertThat(api.asked).as("asked anew, but not at every use").isEqualTo(2);
  }

  @Test
  void shouldNoticeADisconnectedAccount() {
    api.next = available("one", Duration.ofHours(24));
    now();
    clock.now = clock.now.plus(TokenCache.MAX_AGE);
    api.next = new TokenOutcome.NotAuthorized("connect it again");
    now();
    assertThat(now()).isEqualTo(api.next);
  }

  @Test
  void shouldReportAnInvalidTokenOnceAndFetchAfterTheReport() {
    api.next = available("one", Duration.ofHours(24));
    Token token = ((TokenOutcome.Available) now()).token();
    cache.reportInvalid(DEMO, token);
    cache.reportInvalid(DEMO, token);
    assertThat(api.reports).containsExactly("one");

    CompletionStage<TokenOutcome> waiting = cache.token(DEMO);
    assertThat(api.asked).isEqualTo(1);
    api.next = available("two", Duration.ofHours(24));
    api.reported.complete(true);
    assertThat(waiting.toCompletableFuture().join()).isEqualTo(api.next);
  }

  @Test
  void shouldNotHandOutAReportedTokenAgain() {
    api.next = available("one", Duration.ofHours(24));
    cache.reportInvalid(DEMO, ((TokenOutcome.Available) now()).token());
    api.reported.complete(true);
    assertThat(now()).isInstanceOf(TokenOutcome.Unavailable.class);
  }

  @Test
  void shouldReportAgainWhenTheReportDidNotArrive() {
    api.next = available("one", Duration.ofHours(24));
    Token token = ((TokenOutcome.Available) now()).token();
    cache.reportInvalid(DEMO, token);
    api.reported.complete(false);
    cache.reportInvalid(DEMO, token);
    assertThat(api.reports).containsExactly("one", "one");
  }

  @Test
  void shouldHoldAYoungTokenBackAndNotReportIt() {
    Token young =
        new Token(
            new AccessToken("t"),
            "young",
            clock.now.plus(Duration.ofHours(24)),
            1,
            Duration.ofSeconds(10));
    api.next = new TokenOutcome.Available(young);
    now();
    for (int i = 0; i < 6; i++) {
      assertThat(cache.reportInvalid(DEMO, young)).isFalse();
      assertThat(now())
          .isInstanceOfSatisfying(
              TokenOutcome.Unavailable.class,
              away -> assertThat(away.retryAfter()).isEqualTo(AccountAccess.HELD_BACK));
      clock.now = clock.now.plus(AccountAccess.HELD_BACK);
      assertThat(now()).as("it is tried again").isEqualTo(api.next);
    }
    assertThat(api.reports).isEmpty();

    clock.now = clock.now.plusSeconds(2);
    assertThat(cache.reportInvalid(DEMO, young)).isTrue();
    assertThat(api.reports).as("30 s old").containsExactly("young");
  }

  @Test
  void shouldNotAskAgainBeforeTheTimeThatTokenServiceNamed() {
    api.next = new TokenOutcome.Unavailable("moving", Duration.ofSeconds(2));
    now();
    now();
    assertThat(api.asked).isEqualTo(1);
    clock.now = clock.now.plusSeconds(2);
    now();
    assertThat(api.asked).isEqualTo(2);
  }

  @Test
  void shouldNotBeEndedByABugInOneRequest() {
    api.bug = true;
    assertThat(cache.token(DEMO).toCompletableFuture()).isCompletedExceptionally();
    api.bug = false;
    api.next = available("one", Duration.ofHours(24));
    assertThat(now()).isEqualTo(api.next);
  }

  private TokenOutcome now() {
    return cache.token(DEMO).toCompletableFuture().join();
  }

  private TokenOutcome available(String fingerprint, Duration life) {
    return new TokenOutcome.Available(
        new Token(new AccessToken("t-" + fingerprint), fingerprint, clock.now.plus(life), 1));
  }

  private static final class FakeApi implements TokenServiceApi {
    private TokenOutcome next = new TokenOutcome.NotAuthorized("nothing set");
    private int asked;
    private boolean bug;
    private final List<String> reports = new ArrayList<>();
    private final CompletableFuture<Boolean> reported = new CompletableFuture<>();

    @Override
    public CompletionStage<PermitsOutcome> permits(PermitsRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<TokenOutcome> token(AccountId account) {
      if (bug) {
        throw new IllegalStateException("a bug");
      }
      asked++;
      return CompletableFuture.completedFuture(next);
    }

    @Override
    public CompletionStage<Boolean> invalidate(AccountId account, String fingerprint) {
      reports.add(fingerprint);
      return reported;
    }

    @Override
    public CompletionStage<NoPermission> noPermission(AccountId account, String fingerprint) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}

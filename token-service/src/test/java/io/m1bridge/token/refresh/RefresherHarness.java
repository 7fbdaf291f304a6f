package io.m1bridge.token.refresh;

import static io.m1bridge.token.Samples.account;
import static io.m1bridge.token.Samples.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.token.TestSettings;
import io.m1bridge.token.brake.BrakeNetwork;
import io.m1bridge.token.log.AccountLog;
import io.m1bridge.token.log.Change;
import io.m1bridge.token.log.Decision;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountState.Authorized;
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
import java.util.stream.Stream;

/** A refresher of one account, with an M1, a log and threads that do what the test says. */
abstract class RefresherHarness {

  static final AccountId DEMO = new AccountId("demo");
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final MutableClock clock = MutableClock.at(START);
  final FakeLog log = new FakeLog();
  final FakeOAuth oauth = new FakeOAuth();
  final HandExecutor executor = new HandExecutor();
  final List<RefreshEnd> handedOver = new ArrayList<>();
  final List<String> words = new ArrayList<>();
  final List<Duration> windows = new ArrayList<>();
  long nanos;

  void pass(Refresher refresher, Duration time) {
    clock.advance(time);
    refresher.tick();
    executor.run();
  }

  static OAuth2Port.Grant refusal(String error) {
    return new OAuth2Port.Grant.Denied(error, Optional.empty());
  }

  static void assertIdle(Refresher refresher) {
    try {
      assertThat(refresher.awaitIdle(Duration.ZERO)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Refresher beginAndPost(UnknownOutcome policy) {
    Refresher refresher = refresher(policy);
    log.account = account(new Authorized(tokens(1)));
    clock.set(START.plus(Duration.ofHours(13)));
    refresher.tick();
    executor.run();
    assertThat(oauth.posts).hasSize(1);
    return refresher;
  }

  Refresher refresher(UnknownOutcome policy) {
    return new Refresher(
        log,
        oauth,
        TestSettings.refresh(policy),
        Duration.ofSeconds(40),
        (account, end) -> handedOver.add(end),
        BrakeNetwork.alone(clock),
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

  OAuth2Port.Grant granted() {
    return new OAuth2Port.Grant.Granted(
        new AccessToken("new"), "refresh-new", clock.instant().plus(Duration.ofHours(24)));
  }

  final class FakeLog implements AccountLog {
    Account account;
    boolean owner = true;
    int unavailable;
    Optional<Error> bug = Optional.empty();
    Duration commitTakes = Duration.ZERO;
    List<Account> others = List.of();
    Runnable onUpdate = () -> {};
    final List<AccountEvent> events = new ArrayList<>();

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
      if (bug.isPresent()) {
        Error once = bug.get();
        bug = Optional.empty();
        throw once;
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

  static final class FakeOAuth implements OAuth2Port {
    final List<String> posts = new ArrayList<>();
    CompletableFuture<Grant> open = new CompletableFuture<>();

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

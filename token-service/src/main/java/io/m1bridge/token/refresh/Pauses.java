package io.m1bridge.token.refresh;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.state.Account;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long an account waits after failed attempts; in memory, so a new owner tries at once. */
final class Pauses {

  private final RefreshSchedule schedule;
  private final Clock clock;
  private final Map<AccountId, Failures> failures = new ConcurrentHashMap<>();

  Pauses(RefreshSchedule schedule, Clock clock) {
    this.schedule = schedule;
    this.clock = clock;
  }

  /** Whether its pause is not over. */
  boolean waits(Account account) {
    Failures failed = failures.get(account.id());
    return failed != null
        && failed.generation() == account.state().lastGeneration()
        && clock.instant().isBefore(failed.notBefore());
  }

  /** Another attempt failed: the pause grows. */
  void failed(Account account) {
    Instant now = clock.instant();
    long generation = account.state().lastGeneration();
    failures.compute(
        account.id(),
        (id, old) -> {
          int count = old != null && old.generation() == generation ? old.count() + 1 : 1;
          Duration pause =
              account
                  .state()
                  .currentTokens()
                  .map(tokens -> schedule.pause(count, tokens, now))
                  .orElseGet(() -> schedule.pause(count));
          return new Failures(generation, count, now.plus(pause));
        });
  }

  void forget(AccountId id) {
    failures.remove(id);
  }

  private record Failures(long generation, int count, Instant notBefore) {}
}

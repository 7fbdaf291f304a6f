package io.m1bridge.contactsync.errand;

import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Where people's questions wait for the tasks of this process. Safe for several threads: people ask
 * on theirs, each task looks on its own.
 */
public final class Errands {

  /** How long one waits to be begun: beside full use of the hour, housekeeping's floor is slow. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Of one account at once. */
  static final int MOST = 8;

  private final Clock clock;
  private final Map<AccountId, Deque<Errand>> waiting = new HashMap<>();

  public Errands(Clock clock) {
    this.clock = clock;
  }

  /**
   * Has a call made.
   *
   * @param by who asks
   * @return empty if as many wait already as may
   */
  public synchronized Optional<Errand> ask(AccountId account, M1Call<?> call, String by) {
    Deque<Errand> queue = waiting.computeIfAbsent(account, a -> new ArrayDeque<>());
    if (queue.size() >= MOST) {
      return Optional.empty();
    }
    Errand errand =
        new Errand(account, call, by, clock.instant().plus(PATIENCE), new CompletableFuture<>());
    queue.add(errand);
    return Optional.of(errand);
  }

  /** Those of an account, the one that waits longest first. */
  synchronized List<Errand> of(AccountId account) {
    Deque<Errand> queue = waiting.get(account);
    return queue == null ? List.of() : List.copyOf(queue);
  }

  /** One is begun, or nobody waits for it any more. */
  public synchronized void remove(Errand errand) {
    Deque<Errand> queue = waiting.get(errand.account());
    if (queue != null) {
      queue.removeIf(one -> one.reply() == errand.reply());
      if (queue.isEmpty()) {
        waiting.remove(errand.account());
      }
    }
  }

  /** Whether none waits: that is nearly always so, and asked for at each tick. */
  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }
}

package io.m1bridge.token.refresh;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/** The accounts whose refresh is under way: each once, and not too many. */
final class UnderWay {

  /** Fewer than the client of M1 takes at once, so that none fails for want of a place. */
  private static final int MOST = 32;

  private final Set<AccountId> accounts = new HashSet<>();
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime monotonic
   */
  UnderWay(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Begins one; false if it is under way already, or too many are. */
  synchronized boolean begin(AccountId id) {
    return accounts.size() < MOST && accounts.add(id);
  }

  synchronized void end(AccountId id) {
    accounts.remove(id);
    notifyAll();
  }

  synchronized boolean isBusy() {
    return !accounts.isEmpty();
  }

  /**
   * Waits until none is under way.
   *
   * @return false if the time was over first
   */
  synchronized boolean awaitIdle(Duration most) throws InterruptedException {
    long until = nanoTime.getAsLong() + most.toNanos();
    while (!accounts.isEmpty()) {
      long left = until - nanoTime.getAsLong();
      if (left <= 0) {
        return false;
      }
      wait(left / 1_000_000 + 1);
    }
    return true;
  }
}

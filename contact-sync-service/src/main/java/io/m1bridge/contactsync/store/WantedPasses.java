package io.m1bridge.contactsync.store;

import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Backoff;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How soon a pass through M1's lists may follow another one for those who wait for what only lists
 * tell. The first one of a process begins at once: what the process before knew of M1's lists went
 * with it. Each one that helps nobody doubles the distance to the next.
 */
public final class WantedPasses {

  private static final Backoff DISTANCES = new Backoff(Duration.ofHours(1), Duration.ofDays(1));

  /** So many were begun, and helped nobody: it is time to tell a person. */
  private static final int MANY = 4;

  private final Map<AccountId, Integer> begun = new HashMap<>();

  WantedPasses() {}

  /**
   * From the begin of the last pass to that of the next one at least.
   *
   * @param read whether a pass of this process read everything: before, nobody can be added, and
   *     the distance stays
   */
  Duration apart(AccountId account, boolean read) {
    int before = begun.getOrDefault(account, 0);
    if (before == 0) {
      return Duration.ZERO;
    }
    return DISTANCES.after(read ? before : 1);
  }

  /** One is begun. */
  public void begins(AccountId account) {
    begun.merge(account, 1, Integer::sum);
  }

  /** Lists told of somebody who waited for that. */
  public void helped(AccountId account) {
    begun.computeIfPresent(account, (any, before) -> 1);
  }

  /** Whether many in a row helped nobody. */
  public boolean areInVain(AccountId account) {
    return begun.getOrDefault(account, 0) >= MANY;
  }

  /** Another M1 account stands behind the id. */
  void forget(AccountId account) {
    begun.remove(account);
  }
}

package io.m1bridge.contactsync.store;

import io.m1bridge.m1.AccountId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many rows our deletes take out of M1's lists: whoever leaves moves those behind to places
 * that may have been read already. In memory: what an earlier owner deleted, M1's totals tell.
 *
 * <p>Not thread-safe: belongs to its task.
 */
public final class Removals {

  private final Map<AccountId, Map<String, Integer>> open = new HashMap<>();
  private final Map<AccountId, Long> ended = new HashMap<>();
  private final Map<AccountId, Long> listed = new HashMap<>();

  Removals() {}

  /** A call begins that deletes so many at most. */
  public void begins(AccountId account, String callId, int rows) {
    open.computeIfAbsent(account, any -> new HashMap<>()).put(callId, rows);
  }

  /** It can no longer take effect: whether it did counts for nothing here. */
  public void ends(AccountId account, String callId) {
    Map<String, Integer> calls = open.getOrDefault(account, Map.of());
    if (calls.containsKey(callId)) {
      ended.merge(account, (long) calls.remove(callId), Long::sum);
    }
  }

  /** A moment, for {@link #sinceLastList}: rows of all calls that have ended by now. */
  public long now(AccountId account) {
    return ended.getOrDefault(account, 0L);
  }

  /**
   * A part of M1's lists is here.
   *
   * @param asked when it was asked for
   * @return rows that may have left since the part before was asked for, at most
   */
  public long sinceLastList(AccountId account, long asked) {
    @Nullable Long before = listed.put(account, asked);
    long underWay = 0;
    for (int rows : open.getOrDefault(account, Map.of()).values()) {
      underWay += rows;
    }
    return now(account) - (before == null ? 0 : before) + underWay;
  }

  /** Another M1 account stands behind the id. */
  public void forget(AccountId account) {
    open.remove(account);
    ended.remove(account);
    listed.remove(account);
  }
}

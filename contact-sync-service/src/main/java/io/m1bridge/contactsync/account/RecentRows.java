package io.m1bridge.contactsync.account;

import io.m1bridge.contactsync.plan.Lane;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many contacts a call of each lane takes along, of those lately that left some behind: what
 * groups, fields, bytes and refusals let through. In memory.
 */
public final class RecentRows {

  private static final double NEWEST = 0.2;

  private final Map<Lane, Double> means = new EnumMap<>(Lane.class);

  /**
   * A call was packed. One that takes all that wait tells nothing of how many there could be.
   *
   * @param rows contacts that it takes along
   * @param waiting contacts that it was packed out of
   */
  public void packed(Lane lane, int rows, int waiting) {
    if (rows < waiting) {
      means.merge(lane, (double) rows, (mean, news) -> mean + NEWEST * (news - mean));
    }
  }

  /**
   * Contacts of a call, at least 1.
   *
   * @param most that one may take
   */
  public double of(Lane lane, int most) {
    return Math.max(1, Math.min(most, means.getOrDefault(lane, (double) most)));
  }
}

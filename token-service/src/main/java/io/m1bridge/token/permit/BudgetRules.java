package io.m1bridge.token.permit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The numbers of one account's budget.
 *
 * <p>In any 60 minutes, calls are made on permits granted in the last 60 minutes and {@code
 * validity}, so {@code burst + rate × (3600 s + validity)} is the most that can be made; the rate
 * makes that {@code callsPerHour × 0.98}.
 *
 * @param callsPerHour M1's limit
 * @param burst the most permits that wait unused
 * @param validity how long a lease lives
 * @param shares guaranteed parts, adding up to 1
 */
public record BudgetRules(
    int callsPerHour, int burst, Duration validity, Map<Holder, Double> shares) {

  public static final Duration VALIDITY = Duration.ofSeconds(30);

  private static final double SAFETY = 0.98;
  private static final int LARGEST_BURST = 20;
  private static final double HOUSEKEEPING_FLOOR = 0.05;
  private static final double CONTACT_SYNC_PART = 0.70;

  public BudgetRules {
    shares = Map.copyOf(shares);
    if (callsPerHour < 10) {
      throw new IllegalArgumentException("calls-per-hour must be at least 10, not " + callsPerHour);
    }
  }

  /**
   * The rules of the design: burst 1 % of the limit and at most 20, 5 % for housekeeping, the rest
   * 70 to 30.
   */
  public static BudgetRules of(int callsPerHour) {
    Map<Holder, Double> shares = new EnumMap<>(Holder.class);
    shares.put(Holder.HOUSEKEEPING, HOUSEKEEPING_FLOOR);
    shares.put(Holder.CONTACT_SYNC, (1 - HOUSEKEEPING_FLOOR) * CONTACT_SYNC_PART);
    shares.put(Holder.EDM_EVENT, (1 - HOUSEKEEPING_FLOOR) * (1 - CONTACT_SYNC_PART));
    int burst = Math.max(1, Math.min(LARGEST_BURST, callsPerHour / 100));
    return new BudgetRules(callsPerHour, burst, VALIDITY, shares);
  }

  /** Permits per second. */
  double rate() {
    return (callsPerHour * SAFETY - burst) / (3600 + validity.toMillis() / 1000.0);
  }

  double share(Holder holder) {
    return shares.getOrDefault(holder, 0.0);
  }
}

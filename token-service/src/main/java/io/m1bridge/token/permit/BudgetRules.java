package io.m1bridge.token.permit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The numbers of one account's budget. L is M1's limit, b the burst, v the validity, r the rate.
 *
 * <p><b>Why no 60 minutes see more than L calls.</b> A call begins at most v after its permit was
 * granted: the lease counts from the moment its request was <em>sent</em>, which is before the
 * grant. So the calls that begin in any hour are on permits granted in that hour and v before it.
 *
 * <ul>
 *   <li>One owner: a bucket of b with rate r grants at most {@code b + r (3600 s + v)} in that
 *       time, and r makes this 0.98 L.
 *   <li>Owners after one another: each begins with an empty bucket, so all but the first add only
 *       what drips while they own. As long as no two of them grant at the same moment the sum is
 *       the same. {@code Ownership} sees to that: it ends before the group can give the account
 *       away, and is looked at again after the bucket has read the clock.
 *   <li>Permits given back: one that was granted before the time in question and is returned in it
 *       can be granted again in it. At most {@code b + r v} are out at its beginning: another
 *       {@code b + 0.0081 L}. With b = L / 100 (L from 100 on) the sum is 0.998 L; below, where b
 *       is 1, it is less than L + 1, and calls are whole.
 *   <li>Late arrival: what lies between the client's last look at the permit and the first byte (at
 *       most the connect time-out, 3 s) costs r per second; the 0.2 % that are left cover 7 s of it
 *       in the worst of all cases, and 70 s where nothing was given back.
 *   <li>Should two owners overlap after all, say by clocks that run at different speeds, it costs
 *       one burst at most for each time, since an owner's grants of that moment come from a full
 *       bucket at best: that too fits, 0.99 L, unless all of the above come together.
 * </ul>
 *
 * <p><b>Why at least 95 % can be had.</b> {@code 3600 r = (0.98 L - b) 3600 / 3630} is 96.2 % of L.
 * From L = 200 on the burst also covers the second that passes until a caller asks again; with a
 * burst of one the bucket flows over meanwhile. M1's own limits are 2,000 and 4,000.
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

package io.m1bridge.edm.poll;

import java.time.Duration;

/**
 * How long to wait between two polls of a campaign. Events of a campaign come fast after sending
 * and then ever more slowly; so the wait grows with the time since anything happened, and more
 * slowly with age. A pure rule: a schedule that divides a budget of calls can take its place.
 */
final class PollInterval {

  /** A campaign that was quiet for an hour is looked at after 15 more minutes. */
  private static final int QUIET_SHARE = 4;

  /** A busy campaign of a day is looked at every 7 minutes. */
  private static final int AGE_SHARE = 200;

  private final Duration min;
  private final Duration max;

  PollInterval(Duration min, Duration max) {
    if (min.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "m1bridge.edm.poll.min-interval must not be longer than m1bridge.edm.poll.max-interval");
    }
    this.min = min;
    this.max = max;
  }

  /**
   * @param age since it was sent
   * @param quiet since the newest event
   */
  Duration after(Duration age, Duration quiet) {
    Duration byQuiet = quiet.dividedBy(QUIET_SHARE);
    Duration byAge = age.dividedBy(AGE_SHARE);
    Duration wish = byQuiet.compareTo(byAge) > 0 ? byQuiet : byAge;
    if (wish.compareTo(min) < 0) {
      return min;
    }
    return wish.compareTo(max) > 0 ? max : wish;
  }
}

package io.m1bridge.edm.poll;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * What calls there are for an account, measured: how many permits came per hour while work waited
 * for them. Where none waited for long, there are enough, and more than were taken.
 */
final class CallSupply {

  private static final int MINUTES = 60;
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private final Clock clock;
  private final Deque<Integer> shortMinutes = new ArrayDeque<>();
  private final Deque<Boolean> minutes = new ArrayDeque<>();

  private long minute;
  private int looks;
  private int refusals;
  private int permits;

  CallSupply(Clock clock) {
    this.clock = clock;
    this.minute = clock.millis() / MINUTE;
  }

  /** A permit came. */
  void granted() {
    permits++;
  }

  /**
   * All that could be done now is done.
   *
   * @param refused whether work is left that only lacks a permit
   */
  void looked(boolean refused) {
    long now = clock.millis() / MINUTE;
    if (now != minute) {
      endMinute();
      minute = now;
    }
    looks++;
    refusals += refused ? 1 : 0;
  }

  /** Permits per hour; empty if work did not have to wait for them for as long as a minute. */
  OptionalLong perHour() {
    double average = shortMinutes.stream().mapToInt(count -> count).average().orElse(-1);
    return average < 0 ? OptionalLong.empty() : OptionalLong.of(Math.round(average * MINUTES));
  }

  /** A minute was short if at no moment of it all work had its permit. */
  private void endMinute() {
    boolean wasShort = looks > 1 && refusals == looks;
    minutes.add(wasShort);
    if (wasShort) {
      shortMinutes.add(permits);
    }
    if (minutes.size() > MINUTES && minutes.remove()) {
      shortMinutes.remove();
    }
    looks = 0;
    refusals = 0;
    permits = 0;
  }
}

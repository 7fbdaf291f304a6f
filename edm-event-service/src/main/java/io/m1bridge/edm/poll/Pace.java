package io.m1bridge.edm.poll;

import java.time.Duration;

/**
 * The recent rows of a campaign, older ones counting less: a row weighs 1 when it happens, and 1/e
 * when the campaign is e times as old. One number, however many rows there are.
 *
 * @param rows their weight at {@code logAge}
 * @param logAge {@link EventRate#logAge} of the campaign
 */
public record Pace(double rows, double logAge) {

  static final Pace NONE = new Pace(0, 0);

  /** As if so many rows had come evenly, by the prior, up to that age. */
  static Pace even(long rows, Duration age) {
    double logAge = EventRate.logAge(age);
    return logAge == 0 ? new Pace(rows, 0) : new Pace(rows * -Math.expm1(-logAge) / logAge, logAge);
  }

  /** After one more row, which happened when the campaign was of that age. */
  Pace plus(double rowAt) {
    return rowAt >= logAge
        ? new Pace(at(rowAt) + 1, rowAt)
        : new Pace(rows + Math.exp(rowAt - logAge), logAge);
  }

  /** Their weight at an age; at an earlier one than that of the last row, what it is at that. */
  double at(double age) {
    return rows * Math.exp(Math.min(0, logAge - age));
  }
}

package io.m1bridge.edm.poll;

import java.time.Duration;
import java.time.Instant;

/**
 * How many events a campaign may be expected to have per second, from what was seen of it.
 *
 * <p>Events come fast after sending and then ever more slowly: density 1 / (1 + t / 10 min). In
 * {@link #logAge} that is a constant flow, so the flow of the last stretch ({@link Pace}) is all
 * there is to fit: a campaign that decays faster, or lives longer, than the prior says is followed.
 * Before much is seen a large campaign is assumed; a few rows' worth of evidence overrules that.
 *
 * <p>Why: {@code docs/rationale.md#the-rate-of-a-campaign-is-one-decaying-number}.
 */
final class EventRate {

  /** The density of events halves within so many seconds of sending. */
  private static final double DECAY_SECONDS = 600;

  /** Events per unit of {@link #logAge}, assumed of a campaign of which nothing was seen. */
  private static final double ASSUMED = 1_000;

  /** The assumption weighs as much as so many events. */
  private static final double WEIGHT = 0.5;

  /** Silence for longer than so many events should have taken says that there are fewer. */
  private static final double MISSED = 3;

  private EventRate() {}

  /** Time since sending on a scale on which events flow evenly. */
  static double logAge(Duration age) {
    return Math.log1p(age.toMillis() / 1_000.0 / DECAY_SECONDS);
  }

  /**
   * Events per second now.
   *
   * @param seenTo up to when what happened has been seen; before the sending if nothing has
   */
  static double perSecond(CampaignState campaign, Instant seenTo, Instant now) {
    double seen = logAge(campaign.age(seenTo));
    double evidence = 1 - Math.exp(-seen);
    double flow = (campaign.pace().at(seen) + WEIGHT) / (evidence + WEIGHT / ASSUMED);
    double rate = flow / (DECAY_SECONDS + campaign.age(now).toSeconds());
    double quiet = campaign.quiet(seenTo).toSeconds();
    return quiet == 0 ? rate : Math.min(rate, MISSED / quiet);
  }
}

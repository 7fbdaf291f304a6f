package io.m1bridge.edm.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;

/**
 * When a campaign is to be polled, and how much a poll of it brings.
 *
 * <p>Events wait for the next poll, half an interval each on average, and every poll costs a call.
 * The least delay for a number of calls is had with intervals of 1 / √rate. So a campaign is due
 * when the call saves as much waiting as a call is worth; an old one, at its floor by age. Where
 * there are fewer permits than wishes, the campaign with the largest rate × wait² goes first, which
 * leads to the same intervals at a higher price of the call.
 *
 * <p>Why: {@code docs/rationale.md#next-is-the-campaign-with-the-largest-rate-x-wait-squared}.
 */
final class PollSchedule {

  /** A campaign of less than an hour is polled every minute, however little it shows. */
  private static final Duration FRESH = Duration.ofHours(1);

  private static final Duration FRESH_INTERVAL = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  private final PollSettings settings;
  private final IntFunction<Duration> backoff;
  private final Clock clock;
  private final M1Clock m1Clock;

  PollSchedule(PollSettings settings, IntFunction<Duration> backoff, Clock clock, M1Clock m1Clock) {
    this.settings = settings;
    this.backoff = backoff;
    this.clock = clock;
    this.m1Clock = m1Clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** After a long list was read to no avail. */
  Instant restUntil(Instant now) {
    return now.plus(settings.fullReadPause());
  }

  /** The longest that a campaign of this age may go unread. */
  Duration floor(Duration age) {
    if (age.compareTo(settings.dailyAfter()) <= 0) {
      return settings.maxInterval();
    }
    Duration longest = age.compareTo(settings.weeklyAfter()) <= 0 ? DAY : WEEK;
    return longest.compareTo(settings.maxInterval()) > 0 ? longest : settings.maxInterval();
  }

  /** From one poll to the next, if there are permits. */
  Duration interval(CampaignState campaign, Instant now) {
    Duration untilSent = m1Clock.untilSent(campaign.descriptor(), now);
    if (!untilSent.isZero()) {
      return planned(untilSent);
    }
    Duration age = campaign.age(m1Clock.at(now));
    Duration most = spread(campaign.id(), floor(age));
    if (age.compareTo(settings.dailyAfter()) > 0) {
      return most;
    }
    double seconds = Math.sqrt(2.0 * settings.callWorth() / rate(campaign, now));
    if (age.compareTo(FRESH) < 0) {
      seconds = Math.min(seconds, FRESH_INTERVAL.toSeconds());
    }
    Duration wish = Duration.ofMillis(Math.round(Math.min(seconds, most.toSeconds()) * 1_000));
    return orMinimum(wish);
  }

  /** It has no rows yet, and gets its first poll when it is sent; before that one an hour. */
  private Duration planned(Duration untilSent) {
    Duration most =
        untilSent.compareTo(settings.maxInterval()) > 0 ? settings.maxInterval() : untilSent;
    return orMinimum(most);
  }

  private Duration orMinimum(Duration interval) {
    return interval.compareTo(settings.minInterval()) < 0 ? settings.minInterval() : interval;
  }

  /** Before the floor, each campaign at another time: those of one day would come back in step. */
  private Duration spread(long campaign, Duration floor) {
    long hundredths = 70 + Math.floorMod(Long.hashCode(campaign * 0x9E3779B97F4A7C15L), 20);
    Duration most = floor.multipliedBy(hundredths).dividedBy(100);
    return orMinimum(most);
  }

  /** Whether it is about to reach its floor. */
  boolean overdue(CampaignState campaign, Instant now) {
    Duration floor = floor(campaign.age(m1Clock.at(now)));
    return campaign.unread(now).compareTo(floor.minus(floor.dividedBy(10))) >= 0;
  }

  /** Whether it was older at first sight than what is looked for without an order. */
  boolean isFoundByOrder(CampaignState campaign) {
    return campaign.age(campaign.descriptor().firstSeenAt()).compareTo(settings.discoveryBack())
        > 0;
  }

  /** What a poll brings now: rate × wait². */
  double gain(CampaignState campaign, Instant now) {
    double waited = campaign.unread(now).toSeconds() + 1.0;
    return rate(campaign, now) * waited * waited;
  }

  private double rate(CampaignState campaign, Instant now) {
    Instant polled = campaign.timing().lastPollAt();
    Instant seenTo = polled == null ? Instant.MIN : m1Clock.at(polled.minus(settings.settle()));
    return EventRate.perSecond(campaign, seenTo, m1Clock.at(now));
  }

  /** When it is tried again after another failure; once a day where they have lasted for a day. */
  Instant afterFailure(Timing timing, Failure failure, Instant now) {
    Instant since = timing.failingSince();
    Duration wait =
        since != null && !since.isAfter(now.minus(DAY))
            ? DAY
            : backoff.apply(timing.failures() + 1);
    return now.plus(wait.compareTo(failure.atLeast()) > 0 ? wait : failure.atLeast());
  }
}

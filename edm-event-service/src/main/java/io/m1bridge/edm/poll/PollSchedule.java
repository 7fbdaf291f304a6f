package io.m1bridge.edm.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a campaign is to be polled, and how much a poll of it brings.
 *
 * <p>Events come fast after sending and then ever more slowly: density 1 / (1 + t / 10 min). So the
 * wait grows with the time since anything happened, and more slowly with age, up to a floor by age.
 * Where there are fewer permits than wishes, the campaign with the largest rate × wait² goes first:
 * then waits come out as 1 / √rate, which is the least mean delay for a number of calls.
 */
final class PollSchedule {

  /** A campaign that was quiet for an hour is looked at after 15 more minutes. */
  private static final int QUIET_SHARE = 4;

  /** A busy campaign of a day is looked at every 7 minutes. */
  private static final int AGE_SHARE = 200;

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  /** The events of a campaign halve within so many seconds of sending. */
  private static final double DECAY_SECONDS = 600;

  /** Taken as seen before anything was: an unknown campaign may be a large one. */
  private static final int ROWS_UNSEEN = 10;

  private final PollSettings settings;
  private final Backoff backoff;
  private final Clock clock;

  PollSchedule(PollSettings settings, Backoff backoff, Clock clock) {
    this.settings = settings;
    this.backoff = backoff;
    this.clock = clock;
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
    Duration age = campaign.age(now);
    Duration byQuiet = campaign.quiet(now).dividedBy(QUIET_SHARE);
    Duration byAge = age.dividedBy(AGE_SHARE);
    Duration wish = byQuiet.compareTo(byAge) > 0 ? byQuiet : byAge;
    if (wish.compareTo(settings.minInterval()) < 0) {
      return settings.minInterval();
    }
    Duration most = spread(campaign.id(), floor(age));
    return wish.compareTo(most) > 0 ? most : wish;
  }

  /** Before the floor, each campaign at another time: those of one day would come back in step. */
  private Duration spread(long campaign, Duration floor) {
    long hundredths = 70 + Math.floorMod(Long.hashCode(campaign * 0x9E3779B97F4A7C15L), 20);
    Duration most = floor.multipliedBy(hundredths).dividedBy(100);
    return most.compareTo(settings.minInterval()) < 0 ? settings.minInterval() : most;
  }

  /** Whether it is about to reach its floor. */
  boolean overdue(CampaignState campaign, Instant now) {
    Duration floor = floor(campaign.age(now));
    return campaign.unread(now).compareTo(floor.minus(floor.dividedBy(10))) >= 0;
  }

  /** What a poll brings now: rate × wait². */
  double gain(CampaignState campaign, Instant now) {
    double age = campaign.age(now).toSeconds();
    double total = campaign.counts().published() + ROWS_UNSEEN;
    double ages = 1 + age / DECAY_SECONDS;
    double rate = total / (DECAY_SECONDS * Math.log1p(1 + age / DECAY_SECONDS)) / ages;
    double quiet = campaign.quiet(now).toSeconds();
    // Quiet for longer than so many rows should have taken: it is slower than its age says.
    double seen = quiet == 0 ? rate : Math.min(rate, ROWS_UNSEEN / quiet);
    double waited = campaign.unread(now).toSeconds() + 1.0;
    return seen * waited * waited;
  }

  /** After failures in a row; once a day where they have lasted for a day. */
  Duration afterFailures(int failures, @Nullable Instant since, Instant now) {
    return since != null && !since.isAfter(now.minus(DAY)) ? DAY : backoff.after(failures);
  }
}

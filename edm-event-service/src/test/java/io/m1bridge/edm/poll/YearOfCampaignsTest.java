package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.DEMO;
import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.m1.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A year of quiet campaigns and a fresh one, in virtual time, under the share of calls that is left
 * beside a contact-sync with a standing backlog: 2/7 of a diamond account's 4,000 an hour.
 */
class YearOfCampaignsTest {

  private static final Duration PERMIT_EVERY = Duration.ofMillis(3_150);
  private static final long FRESH = 1_000_000;

  /** A tenth of a campaign of 50,000 rows, in pages of a tenth: the calls are the same. */
  private static final int FRESH_ROWS = 5_000;

  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(200));
  private final PollHarness poller = new PollHarness(m1, Map.of());
  private final Random random = new Random(1);
  private final PollSchedule schedule =
      new PollSchedule(
          TestSettings.with(Map.of()),
          failures ->
              new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5)).after(failures, random),
          poller.clock,
          new M1Clock(Duration.ZERO, behind -> {}));

  @ParameterizedTest
  @ValueSource(ints = {730, 5_000})
  void shouldReadTheFreshOneSoonAndEveryOldOneBeforeItsFloor(int campaigns) {
    for (int id = 1; id <= campaigns; id++) {
      quiet(id, Duration.ofDays(365).multipliedBy(id).dividedBy(campaigns));
    }
    poller.crash();
    poller.access.grantNothing(DEMO).grantEvery(DEMO, PERMIT_EVERY, 4);
    m1.campaign(FRESH, START);

    Duration late = Duration.ZERO;
    Duration step = PERMIT_EVERY;
    double sent = 0;
    int rows = 0;
    Duration waited = Duration.ZERO;
    int seen = 0;
    for (Duration t = Duration.ZERO; t.compareTo(Duration.ofHours(2)) < 0; t = t.plus(step)) {
      sent += density(t, step) * FRESH_ROWS;
      for (; rows < (int) sent; rows++) {
        m1.row(FRESH, "open", "p" + rows + "@x.cn", poller.clock.instant());
      }
      poller.pass(step, step);
      for (; seen < poller.events.size(); seen++) {
        Instant at = poller.events.get(seen).event().occurredAt();
        waited = waited.plus(Duration.between(at, poller.clock.instant()));
      }
      if (t.toMinutes() != t.minus(step).toMinutes()) {
        late = longer(late, mostOverFloor());
      }
    }

    System.out.printf(
        "edm-year: %d campaigns, fresh rows wait %.1f s on average, %d calls in 2 h, %d wanted an hour%n",
        campaigns,
        waited.toMillis() / 1_000.0 / seen,
        m1.calls().size(),
        poller.status().callsPerHour());
    assertThat(seen).isGreaterThan(FRESH_ROWS * 9 / 10);
    assertThat(waited.dividedBy(seen)).isLessThanOrEqualTo(Duration.ofSeconds(60));
    assertThat(late).as("longest wait beyond a floor").isEqualTo(Duration.ZERO);
    assertThat(poller.status().callsPerHour()).isBetween(60L, 1_143L);
  }

  /** A campaign of that age that was read whole, at some time within its floor. */
  private void quiet(long id, Duration age) {
    Instant sentAt = START.minus(age);
    m1.campaign(id, sentAt);
    CampaignDescriptor descriptor =
        new CampaignDescriptor("demo", id, "subject " + id, null, sentAt, sentAt, 4, sentAt);
    Duration floor =
        age.toDays() >= 90
            ? Duration.ofDays(7)
            : age.toDays() >= 30 ? Duration.ofDays(1) : Duration.ofHours(1);
    Instant polled = START.minus(floor.multipliedBy(random.nextInt(70)).dividedBy(100));
    Timing timing = new Timing(9, polled, polled, sentAt, polled, null, polled, polled, null, null);
    CampaignState state =
        new CampaignState(descriptor, Counts.none(), timing, Pace.NONE, null, Changes.NONE);
    Instant next = polled.plus(schedule.interval(state, polled));
    poller.states.put(id, state.with(timing.verified(polled, polled, next)));
  }

  /** Share of the rows within a step: 1 / (1 + t / 10 min), over two hours. */
  private static double density(Duration t, Duration step) {
    double whole = Math.log1p(12);
    double from = Math.log1p(t.toMillis() / 600_000.0);
    return (Math.log1p(t.plus(step).toMillis() / 600_000.0) - from) / whole;
  }

  private Duration mostOverFloor() {
    Instant now = poller.clock.instant();
    Duration most = Duration.ZERO;
    for (CampaignState campaign : poller.states.values()) {
      Duration over = campaign.unread(now).minus(schedule.floor(campaign.age(now)));
      most = longer(most, over);
    }
    return most;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}

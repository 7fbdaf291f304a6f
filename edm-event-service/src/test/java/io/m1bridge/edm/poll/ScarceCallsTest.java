package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.DEMO;
import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * 50 campaigns of 0 to 30 days, of 500 to 200,000 recipients, and 600 calls an hour: against a
 * schedule that knows every rate, and against one that asks all of them equally often. Both of
 * these are computed, at their best: no call is spent on looking for campaigns.
 */
class ScarceCallsTest {

  private static final int CAMPAIGNS = 50;
  private static final Duration PERMIT_EVERY = Duration.ofSeconds(6);
  private static final Duration WATCHED = Duration.ofHours(6);

  private static final double ROWS_PER_RECIPIENT = 0.2;

  private final Random random = new Random(3);
  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(500));
  private final PollHarness poller = new PollHarness(m1, Map.of());
  private final List<Living> living = new ArrayList<>();

  /** A campaign that decays as they do, each at a pace of its own. */
  private record Living(long id, Instant sentAt, double flow, double decaySeconds) {
    double rate(Instant now) {
      return flow / (decaySeconds + Duration.between(sentAt, now).toSeconds());
    }
  }

  @Test
  void shouldComeCloseToAScheduleThatKnowsEveryRate() {
    for (int id = 1; id <= CAMPAIGNS; id++) {
      start(id);
    }
    poller.crash();
    poller.access.grantNothing(DEMO).grantEvery(DEMO, PERMIT_EVERY, 4);

    double waited = 0;
    double clairvoyant = 0;
    double even = 0;
    double rows = 0;
    int seen = 0;
    double callsPerSecond = 1.0 / PERMIT_EVERY.toSeconds();
    Duration step = Duration.ofSeconds(2);
    for (Duration t = Duration.ZERO; t.compareTo(WATCHED) < 0; t = t.plus(step)) {
      Instant now = poller.clock.instant();
      double roots = 0;
      double rates = 0;
      for (Living campaign : living) {
        double rate = campaign.rate(now);
        roots += Math.sqrt(rate);
        rates += rate;
        double due = rate * step.toSeconds();
        for (; random.nextDouble() < due; due--) {
          m1.row(campaign.id(), "open", "p" + random.nextLong() + "@x.cn", now);
        }
      }
      rows += rates;
      clairvoyant += roots * roots / (2 * callsPerSecond);
      even += rates * CAMPAIGNS / (2 * callsPerSecond);
      poller.pass(step, step);
      for (; seen < poller.events.size(); seen++) {
        Instant at = poller.events.get(seen).event().occurredAt();
        waited += Duration.between(at, poller.clock.instant()).toSeconds();
      }
    }

    double delay = waited / seen;
    System.out.printf(
        "600 calls/h, 50 campaigns, %d rows: mean delay %.0f s, clairvoyant %.0f s, even %.0f s%n",
        seen, delay, clairvoyant / rows, even / rows);
    assertThat(seen).isGreaterThan(1_000);
    assertThat(delay).isLessThanOrEqualTo(1.3 * clairvoyant / rows);
    assertThat(delay).isLessThanOrEqualTo(0.5 * even / rows);
    assertThat(poller.status().overdue()).as("near their floor").isLessThanOrEqualTo(3);
  }

  @Test
  void shouldTellThatThereAreTooFewCalls() {
    for (int id = 1; id <= CAMPAIGNS; id++) {
      start(id);
    }
    poller.crash();
    poller.pass(Duration.ofMinutes(3), Duration.ofSeconds(1));
    assertThat(poller.status().callsShort()).as("calls without limit").isFalse();

    poller.access.grantNothing(DEMO).grantEvery(DEMO, Duration.ofSeconds(36), 4);
    poller.pass(Duration.ofHours(1), Duration.ofSeconds(6));

    assertThat(poller.status().callsShort()).isTrue();
    assertThat(poller.status().callsAvailable()).isBetween(90L, 110L);
    assertThat(poller.status().callsPerHour()).isGreaterThan(200);
  }

  /** With its history as the poller would have kept it; its rows are left out on both sides. */
  private void start(long id) {
    double recipients = Math.exp(Math.log(500) + random.nextDouble() * Math.log(400));
    Duration age = Duration.ofSeconds((long) (random.nextDouble() * 30 * 86_400));
    if (id <= 3) {
      age = Duration.ofHours(id - 1);
    }
    double decay = 300 + random.nextInt(900);
    Instant sentAt = START.minus(age);
    double flow = recipients * ROWS_PER_RECIPIENT / Math.log1p(30 * 86_400 / decay);
    Living campaign = new Living(id, sentAt, flow, decay);
    living.add(campaign);
    m1.campaign(id, sentAt);
    if (age.isZero()) {
      return;
    }
    CampaignDescriptor descriptor =
        new CampaignDescriptor("demo", id, null, null, sentAt, sentAt, 4, sentAt);
    Instant polled = START.minusSeconds(60);
    Pace pace = Pace.NONE;
    Instant last = sentAt;
    for (int row = 1; ; row++) {
      Instant at = sentAt.plusMillis((long) (decay * 1_000 * Math.expm1(row / flow)));
      if (at.isAfter(polled)) {
        break;
      }
      last = at;
      pace = pace.plus(EventRate.logAge(Duration.between(sentAt, at)));
    }
    Timing timing = new Timing(9, polled, polled, last, polled, null, polled, polled, null, null);
    poller.states.put(
        id, new CampaignState(descriptor, Counts.none(), timing, pace, null, Changes.NONE));
  }
}

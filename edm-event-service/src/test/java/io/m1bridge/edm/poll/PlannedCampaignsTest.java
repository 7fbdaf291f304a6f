package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A campaign that M1 lists days before it is sent had 360 calls an hour until then. */
class PlannedCampaignsTest {

  private static final long ID = 7;
  private static final Duration STEP = Duration.ofSeconds(10);

  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(100));
  private final PollHarness poller = new PollHarness(m1, Map.of());

  @Test
  void shouldAskForItHourlyUntilItIsSentAndOftenThen() {
    Instant sentAt = START.plus(Duration.ofDays(2)).plusSeconds(1_234);
    m1.planned(ID, START, sentAt);

    poller.pass(Duration.ofDays(2), STEP);
    assertThat(polls()).isBetween(40L, 60L);

    poller.pass(Duration.between(poller.clock.instant(), sentAt).plusMinutes(1), STEP);
    m1.row(ID, "open", "p@x.cn", poller.clock.instant());
    poller.pass(Duration.ofMinutes(2), STEP);
    assertThat(poller.events).hasSize(1);
  }

  @Test
  void shouldSeeThatItIsSentEarlier() {
    m1.planned(ID, START, START.plus(Duration.ofDays(2)));
    poller.pass(Duration.ofHours(5), STEP);

    m1.planned(ID, START, poller.clock.instant());
    m1.row(ID, "open", "p@x.cn", poller.clock.instant());
    poller.pass(Duration.ofMinutes(3), STEP);

    assertThat(poller.events).hasSize(1);
  }

  @Test
  void shouldNotTakeTheClockOfM1ForAPlan() {
    Instant atM1 = START.plus(Duration.ofHours(8));
    m1.planned(ID, atM1, atM1.plusSeconds(30));
    poller.pass(Duration.ofMinutes(30), STEP);

    assertThat(polls()).as("as often as any fresh one").isGreaterThan(25);
  }

  private long polls() {
    return m1.readings().size();
  }
}

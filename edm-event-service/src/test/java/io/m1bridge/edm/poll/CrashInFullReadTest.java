package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A task dies between the two parts of a full read. */
class CrashInFullReadTest {

  private static final Duration STEP = Duration.ofSeconds(10);

  /** The last page of the body has a new row; the head waits for a permit. */
  @Test
  void shouldKeepTheCountsOfRowsThatTheBodyBrought() {
    CampaignCloud m1 = new CampaignCloud(Quirks.none(5));
    PollHarness poller = new PollHarness(m1, Map.of("full-reads", "10m"));
    m1.campaign(7, START);
    for (int i = 0; i < 12; i++) {
      m1.row(7, "open", "p" + i + "@x.cn", START.plusSeconds(i));
    }
    poller.pass(Duration.ofMinutes(5), STEP);
    assertThat(poller.events).hasSize(12);

    poller.access.grantNothing(PollHarness.DEMO);
    poller.pass(Duration.ofMinutes(10), STEP);
    m1.row(7, "open", "deep@x.cn", START.minusSeconds(5));
    while (poller.events.size() == 12) {
      poller.access.grant(PollHarness.DEMO, 1);
      poller.pass(STEP, STEP);
    }
    assertThat(m1.readings().get(m1.readings().size() - 1).page()).isEqualTo(3);
    assertThat(poller.state(7).timing().wholeListAt()).as("not read to its end").isNull();
    poller.crash();

    assertThat(poller.state(7).counts().published()).isEqualTo(poller.events.size());
  }
}

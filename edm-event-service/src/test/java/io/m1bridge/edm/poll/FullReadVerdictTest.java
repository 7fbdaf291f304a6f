package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a full read says of a campaign of which M1 counts more than it lists. */
class FullReadVerdictTest {

  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Instant FULL_READ = START.plus(Duration.ofMinutes(10));

  @Test
  void shouldNotVerifyWhereM1CountsMoreThanItLists() {
    PollHarness poller = poller(Quirks.none(5).with(Quirks.Count.OVER));
    Timing timing = poller.state(7).timing();
    assertThat(timing.verifiedAt()).isBefore(FULL_READ);
    assertThat(timing.shown()).isEqualTo("M1 counts more rows than it lists");
    assertThat(poller.state(7).counts().unlisted()).as("as the polls found it").isEqualTo(3);

    poller.pass(Duration.ofHours(1), STEP);
    assertThat(poller.state(7).timing().shown()).as("polls know of them").isNull();
  }

  @Test
  void shouldVerifyWhereTheCountIsThatOfTheWholeCampaign() {
    PollHarness poller =
        poller(new Quirks(5, Quirks.Count.HONEST, true, false, 100, Quirks.Beyond.REFUSED, true));
    assertThat(poller.state(7).timing().verifiedAt()).isAfterOrEqualTo(FULL_READ);
    assertThat(poller.state(7).timing().shown()).isNull();
  }

  /** Right after a full read. */
  private static PollHarness poller(Quirks quirks) {
    CampaignCloud m1 = new CampaignCloud(quirks);
    PollHarness poller = new PollHarness(m1, Map.of("full-reads", "10m"));
    m1.campaign(7, START);
    for (int i = 0; i < 12; i++) {
      m1.row(7, "open", "p" + i + "@x.cn", START.plusSeconds(i));
    }
    do {
      poller.pass(STEP, STEP);
    } while (!isRead(poller));
    return poller;
  }

  private static boolean isRead(PollHarness poller) {
    Instant wholeListAt = poller.state(7).timing().wholeListAt();
    return wholeListAt != null && !wholeListAt.isBefore(FULL_READ);
  }
}

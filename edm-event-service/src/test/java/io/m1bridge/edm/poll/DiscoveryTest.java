package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How wide M1's windows for campaigns may be is open: what it refuses is asked for in parts. */
class DiscoveryTest {

  private static final Duration STEP = Duration.ofSeconds(10);

  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(100));
  private final PollHarness poller = new PollHarness(m1, Map.of());

  @ParameterizedTest
  @ValueSource(strings = {"P400D", "P366D", "P92D", "P31D", "P7D"})
  void shouldFindTheCampaignsOfAYearHoweverWideAWindowMayBe(Duration widest) {
    m1.widestList(widest);
    for (int age = 0; age < 365; age++) {
      m1.campaign(1 + age, START.minus(Duration.ofDays(age)));
    }

    poller.pass(Duration.ofMinutes(2), Duration.ofSeconds(1));

    assertThat(poller.status().campaigns()).hasSize(365);
    assertThat(poller.status().problem()).isNull();
  }

  @Test
  void shouldFindNewCampaignsAsSoonInPartsAndLookForOldOnesDaily() {
    m1.widestList(Duration.ofDays(31));
    poller.pass(Duration.ofMinutes(2), STEP);
    m1.campaign(1, poller.clock.instant());
    m1.campaign(2, START.minus(Duration.ofDays(100)));
    long before = lists();

    poller.pass(Duration.ofMinutes(2), STEP);
    assertThat(poller.status().campaigns()).extracting(CampaignState::id).containsExactly(1L);
    assertThat(lists() - before).as("one a minute").isLessThanOrEqualTo(2);

    poller.pass(Duration.ofHours(25), STEP);
    assertThat(poller.status().campaigns()).hasSize(2);
  }

  @Test
  void shouldNotTakeEveryRefusalForOneOfTheWidth() {
    m1.answerList(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"));
    poller.pass(Duration.ofHours(1), STEP);
    assertThat(lists()).as("narrowed once, then as ever").isLessThan(90);
    assertThat(poller.status().problem()).contains("E10103");

    m1.answerList(null);
    m1.campaign(1, START.minus(Duration.ofDays(300)));
    poller.pass(Duration.ofHours(1), STEP);
    assertThat(poller.status().problem()).isNull();
    assertThat(poller.status().campaigns()).hasSize(1);
  }

  private long lists() {
    return m1.calls().stream().filter(M1Call.ListCampaigns.class::isInstance).count();
  }
}

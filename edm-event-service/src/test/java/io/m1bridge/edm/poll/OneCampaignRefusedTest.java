package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What M1 says of the account, and says of one campaign alone: E10101 and E10102. */
class OneCampaignRefusedTest {

  private static final Duration STEP = Duration.ofSeconds(1);

  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(100));
  private final PollHarness poller = new PollHarness(m1, Map.of());

  static Stream<M1Outcome<?>> outcomes() {
    return Stream.of(new M1Outcome.Unauthorized<>(), new M1Outcome.Forbidden<>());
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void shouldReadTheOthersAndReportNothing(M1Outcome<?> outcome) {
    m1.campaign(7, START);
    m1.campaign(8, START);
    m1.answer(7, outcome);
    poller.pass(Duration.ofMinutes(30), STEP);

    assertThat(poller.access.invalidReports()).isEmpty();
    assertThat(poller.access.noPermissionReports()).isEmpty();
    assertThat(m1.readings(7)).isBetween(2L, 31L);
    assertThat(m1.readings(8)).isGreaterThan(3);
    assertThat(poller.status().problem()).isNull();
    assertThat(poller.state(7).timing().shown()).as("stands with the campaign").isNotNull();

    m1.heal(7);
    m1.row(7, "open", "a@x.cn", START);
    poller.pass(Duration.ofHours(2), STEP);
    assertThat(poller.events).hasSize(1);
    assertThat(poller.state(7).timing().shown()).isNull();
  }

  @Test
  void shouldReportATokenThatNothingTakesWithinAMinute() {
    m1.campaign(7, START);
    poller.pass(Duration.ofMinutes(2), STEP);
    m1.answerAll(new M1Outcome.Unauthorized<>());
    poller.pass(Duration.ofSeconds(61), STEP);

    assertThat(poller.access.invalidReports()).isNotEmpty();
    assertThat(poller.status().problem()).contains("E10101");
  }
}

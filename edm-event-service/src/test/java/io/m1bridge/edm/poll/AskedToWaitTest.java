package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code Retry-After}, and calls that never left. */
class AskedToWaitTest {

  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Duration WAIT = Duration.ofMinutes(20);

  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(100));
  private final PollHarness poller = new PollHarness(m1, Map.of());

  static Stream<M1Outcome<?>> outcomes() {
    return Stream.of(
        new M1Outcome.Unavailable<>(M1Outcome.Unavailable.SERVER_ERROR, WAIT, true),
        new M1Outcome.Unavailable<>("HTTP 503", WAIT, true),
        new M1Outcome.Unexplained<>(Optional.empty(), "HTTP 403", Optional.of(WAIT)),
        new M1Outcome.Unknown<>("HTTP 502", Optional.of(WAIT)));
  }

  @Test
  void shouldCallNothingForSoLongWhereTheHourIsUsedUp() {
    m1.campaign(7, START);
    m1.campaign(8, START);
    m1.answerNext(new M1Outcome.Throttled<>(Optional.of(WAIT)));
    poller.pass(WAIT.minusSeconds(5), STEP);
    assertThat(m1.calls()).hasSize(1);
    assertThat(poller.status().problem()).isNotNull();

    poller.pass(Duration.ofMinutes(2), STEP);
    assertThat(m1.readings(8)).isPositive();
    assertThat(poller.status().problem()).isNull();
  }

  /** Whoever says it, with whatever answer: it was one campaign that was asked for. */
  @ParameterizedTest
  @MethodSource("outcomes")
  void shouldReadOthersWhileOneCampaignIsToWait(M1Outcome<?> outcome) {
    m1.campaign(7, START);
    m1.campaign(8, START);
    m1.answer(7, outcome);
    poller.pass(WAIT.minusSeconds(5), STEP);

    assertThat(m1.readings(7)).isEqualTo(1);
    assertThat(m1.readings(8)).isGreaterThan(3);
    assertThat(poller.status().problem()).isNull();
    assertThat(poller.state(7).timing().shown()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void shouldCallLittleWhereEverythingIsToWait(M1Outcome<?> outcome) {
    m1.campaign(7, START);
    m1.campaign(8, START);
    poller.pass(Duration.ofMinutes(2), STEP);
    int before = m1.calls().size();
    m1.answerAll(outcome);
    poller.pass(WAIT, STEP);

    assertThat(m1.calls()).hasSizeLessThanOrEqualTo(before + 3);
    assertThat(poller.status().problem()).isNotNull();

    m1.answerAll(null);
    poller.pass(WAIT.plusMinutes(2), STEP);
    assertThat(poller.status().problem()).isNull();
    assertThat(poller.state(7).timing().shown()).as("not the campaign's").isNull();
  }

  @Test
  void shouldBlameNoCampaignForACallThatNeverLeft() {
    m1.campaign(7, START);
    m1.row(7, "open", "a@x.cn", START);
    poller.pass(Duration.ofMinutes(2), STEP);
    m1.campaign(8, poller.clock.instant());
    m1.answerAll(
        new M1Outcome.Unavailable<>(M1Outcome.Unavailable.CIRCUIT_OPEN, Duration.ofSeconds(10)));
    poller.pass(Duration.ofHours(3), STEP);
    assertThat(poller.status().problem()).isNotNull();
    assertThat(poller.state(7).timing().shown()).as("not the campaign's").isNull();

    m1.answerAll(null);
    m1.row(7, "open", "b@x.cn", poller.clock.instant());
    poller.pass(Duration.ofSeconds(90), STEP);
    assertThat(poller.events).as("no long pause").hasSize(2);
    assertThat(poller.status().problem()).isNull();
  }
}

package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.Command;
import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.edm.cloud.Quirks.Count;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that come late into a list of many pages: found soon, and with few calls. */
class RowSearchTest {

  private static final int PAGE = 20;
  private static final int ROWS = 100 * PAGE;
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration HOUR = Duration.ofHours(1);

  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(PAGE));
  private final PollHarness poller = new PollHarness(m1, Map.of());

  @BeforeEach
  void campaign() {
    m1.campaign(7, START);
    for (int i = 0; i < ROWS; i++) {
      m1.row(7, "open", "p" + i + "@x.cn", poller.clock.instant());
      poller.pass(STEP, STEP);
    }
    poller.pass(HOUR, STEP);
    assertThat(poller.events).hasSize(ROWS);
  }

  private void late(int secondsAfterStart) {
    m1.row(7, "open", "late" + secondsAfterStart + "@x.cn", START.plusSeconds(secondsAfterStart));
  }

  private int callsIn(Duration time) {
    int before = m1.readings().size();
    poller.pass(time, STEP);
    return m1.readings().size() - before;
  }

  private int callsForOneLateRow(int secondsAfterStart) {
    int idle = callsIn(HOUR);
    late(secondsAfterStart);
    int calls = callsIn(HOUR) - idle;
    assertThat(poller.state(7).counts().agree()).isTrue();
    return calls;
  }

  @Test
  void shouldHalveTheListForOneLateRow() {
    assertThat(callsForOneLateRow(1_000)).isLessThan(20);
    assertThat(poller.events).hasSize(ROWS + 1);
  }

  @Test
  void shouldFindSomeLateRowsOfDifferentTimes() {
    late(100);
    late(5_000);
    late(9_000);
    assertThat(callsIn(HOUR)).isLessThan(60);
    assertThat(poller.events).hasSize(ROWS + 3);
    assertThat(poller.state(7).counts().agree()).isTrue();
  }

  @Test
  void shouldFindALateRowAfterARestart() {
    poller.crash();
    callsForOneLateRow(5_000);
    assertThat(poller.events).hasSize(ROWS + 1);
  }

  @Test
  void shouldFindALateRowWhereTheCountIsThatOfTheWholeCampaign() {
    m1.quirks(new Quirks(PAGE, Count.HONEST, true, false, 1_000, Quirks.Beyond.REFUSED, true));
    callsForOneLateRow(5_000);
    assertThat(poller.events).hasSize(ROWS + 1);
  }

  @Test
  void shouldFindALateRowWhereWindowsAreIgnored() {
    m1.quirks(Quirks.none(PAGE).withoutWindows());
    callsForOneLateRow(5_000);
    assertThat(poller.events).hasSize(ROWS + 1);
  }

  @Test
  void shouldFindALateRowWhileOthersVanish() {
    m1.vanish(7, 10);
    m1.vanish(7, 500);
    late(5_000);
    callsIn(Duration.ofHours(8));
    assertThat(poller.events).hasSize(ROWS + 1);
  }

  /** Its count was called useless, and late rows waited for 6 hours. */
  @Test
  void shouldBelieveTheCountThoughRowsComeInBetweenPages() {
    poller.crash(); // No marks: it searches page by page.
    Duration second = Duration.ofSeconds(1);
    poller.answerTime = second;
    late(500);
    for (int i = 0; i < 900; i++) {
      m1.row(7, "open", "new" + i + "@x.cn", poller.clock.instant());
      poller.pass(second, second);
      assertThat(poller.state(7).counts().countUnusable()).isFalse();
    }
    assertThat(poller.published).hasSizeGreaterThan(ROWS + 800);
    poller.pass(HOUR, STEP);
    assertThat(poller.events).hasSize(ROWS + 901);
  }

  @Test
  void shouldNotLetALateRowWaitForLong() {
    late(2_000);
    poller.pass(Duration.ofMinutes(20), STEP);
    assertThat(poller.events).hasSize(ROWS + 1);
    assertThat(poller.meters.counter("m1bridge.edm.rows.late", "account", "demo").count())
        .isEqualTo(1);
  }

  @Test
  void shouldFindALateRowAtOnceWhenAPersonAsks() {
    late(2_000);
    poller.command(Command.Action.POLL_NOW, Map.of(Command.CAMPAIGN, "7"));
    poller.pass(STEP, STEP);
    assertThat(poller.events).hasSize(ROWS + 1);
  }
}

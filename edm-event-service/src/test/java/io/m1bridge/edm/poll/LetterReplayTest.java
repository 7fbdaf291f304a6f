package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.CompletenessCheck;
import io.m1bridge.contracts.CompletenessCheck.Finding;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.KeptRows;
import io.m1bridge.edm.cloud.Quirks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The row of a dead letter is read again, and published once. */
class LetterReplayTest {

  private static final long CAMPAIGN = 7;
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final String RAW = KeptRows.open("wang@x.cn", START);

  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(5));
  private final PollHarness poller = new PollHarness(m1, Map.of());

  @BeforeEach
  void shouldHaveACampaign() {
    m1.campaign(CAMPAIGN, START);
    m1.row(CAMPAIGN, "open", "li@x.cn", START);
  }

  private void replay(int letter) {
    poller.replay(poller.letterIds.get(letter), poller.deadLetters.get(letter).row());
  }

  private double replayed(String outcome) {
    return poller
        .meters
        .counter("m1bridge.edm.dead-letters.replayed", "account", "demo", "outcome", outcome)
        .count();
  }

  private Counts counts() {
    return poller.state(CAMPAIGN).counts();
  }

  private void damaged(String raw) {
    m1.damaged(CAMPAIGN, START, raw);
    poller.pass(Duration.ofMinutes(5), STEP);
    assertThat(poller.deadLetters).isNotEmpty();
    assertThat(poller.events).hasSize(1);
  }

  @Test
  void shouldPublishARowOnceThatAPollSeesAfterItsReplay() {
    damaged(RAW);

    replay(0);
    replay(0);
    m1.mend(CAMPAIGN);
    poller.pass(Duration.ofDays(2), Duration.ofMinutes(10));

    assertThat(poller.events).hasSize(2);
    assertThat(poller.events.get(1).event().recipient()).isEqualTo("wang@x.cn");
    assertThat(replayed("published")).isEqualTo(1);
    assertThat(replayed("replayed-before")).isEqualTo(1);
    assertThat(counts().published()).isEqualTo(2);
    assertThat(counts().deadLetters()).isZero();
    assertThat(counts().vanished()).isZero();
  }

  @Test
  void shouldNotPublishAgainWhatAPollPublishedBeforeTheReplay() {
    damaged(RAW);

    m1.mend(CAMPAIGN);
    poller.pass(Duration.ofDays(2), Duration.ofMinutes(10));
    assertThat(poller.events).as("by the poll").hasSize(2);
    replay(0);

    assertThat(poller.events).hasSize(2);
    assertThat(replayed("published-before")).isEqualTo(1);
    assertThat(counts().deadLetters()).isZero();
    assertThat(counts().vanished()).isZero();
  }

  @Test
  void shouldPublishEachOfEqualRows() {
    m1.damaged(CAMPAIGN, START, RAW);
    damaged(RAW);

    replay(1);
    replay(0);
    replay(1);

    assertThat(poller.events).hasSize(3);
    assertThat(poller.eventsById).as("each with an id of its own").hasSize(3);
  }

  @Test
  void shouldPublishARowThatM1DoesNotListAnyMore() {
    damaged(RAW);
    m1.vanish(CAMPAIGN, 0);
    m1.vanish(CAMPAIGN, 0);
    poller.pass(Duration.ofHours(2), STEP);

    replay(0);

    assertThat(poller.events).hasSize(2);
  }

  @Test
  void shouldPublishUnderTheIdOfTheLetterWhatFitsNow() {
    poller.unfit = event -> event.recipient().equals("zhao@x.cn");
    m1.row(CAMPAIGN, "open", "zhao@x.cn", START);
    poller.pass(Duration.ofDays(3), Duration.ofMinutes(10));
    assertThat(poller.deadLetters).hasSize(1);

    replay(0);
    assertThat(replayed("unfit")).isEqualTo(1);
    poller.unfit = event -> false;
    replay(0);
    poller.pass(Duration.ofDays(1), Duration.ofMinutes(10));

    EngagementEvent late = poller.eventsById.get(poller.letterIds.get(0));
    assertThat(late.recipient()).isEqualTo("zhao@x.cn");
    assertThat(poller.events).hasSize(2);
    CompletenessCheck check = new CompletenessCheck();
    poller.eventsById.forEach(check::event);
    assertThat(poller.certificates.values())
        .hasSize(1)
        .allSatisfy(day -> assertThat(check.compare(day)).isEqualTo(Finding.COMPLETE))
        .allSatisfy(day -> assertThat(day.deadLetters()).isZero());
  }

  @Test
  void shouldPublishNothingTwiceWhereTheLedgerIsLost() {
    poller.unfit = event -> event.recipient().equals("zhao@x.cn");
    m1.row(CAMPAIGN, "open", "zhao@x.cn", START);
    damaged(RAW);
    poller.unfit = event -> false;
    replay(0);
    replay(1);
    assertThat(poller.events).hasSize(3);

    poller.loseLedger(true);
    poller.pass(Duration.ofHours(1), STEP);
    replay(0);
    replay(1);

    assertThat(poller.events).hasSize(3);
    assertThat(replayed("replayed-before")).isEqualTo(2);
    assertThat(counts().published()).isEqualTo(3);
    assertThat(counts().deadLetters()).isZero();
    assertThat(counts().replayed()).isEqualTo(2);
  }

  @Test
  void shouldLeaveOutWhatCannotBeReadOrIsNoLetter() {
    damaged("null");

    replay(0);
    poller.replay("0123456789abcdef0123456789abcdef-1", RAW);
    poller.replay("no id", RAW);
    poller.command(
        Command.Action.REPLAY,
        Map.of(Command.CAMPAIGN, "99", Command.LETTER, poller.letterIds.get(0), Command.ROW, RAW));

    assertThat(poller.events).hasSize(1);
    assertThat(replayed("unreadable")).isEqualTo(1);
    assertThat(replayed("unknown")).as("the last is of no known campaign").isEqualTo(3);
    assertThat(counts().deadLetters()).isEqualTo(1);
    assertThat(List.copyOf(poller.states.keySet())).containsExactly(CAMPAIGN);
  }
}

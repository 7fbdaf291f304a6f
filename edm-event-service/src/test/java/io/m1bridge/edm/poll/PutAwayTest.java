package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.Command;
import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.edm.poll.PutAway.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows of a campaign at rest leave the ledger, and come back when M1 counts others. */
class PutAwayTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int ROWS = 40;
  private static final Map<String, String> RANGE =
      Map.of("from", "2026-11-01T00:00:00Z", "to", "2026-11-30T00:00:00Z");

  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(15));
  private final PollHarness poller =
      new PollHarness(m1, Map.of("full-reads", "1d", "put-away-after", "2d"));

  private void campaign() {
    m1.campaign(7, START);
    for (int i = 0; i < ROWS; i++) {
      m1.row(7, "open", "p" + i + "@x.cn", START.plusSeconds(i));
    }
  }

  private void rest() {
    campaign();
    poller.pass(Duration.ofDays(4), HOUR);
    assertThat(putAway().stage()).isEqualTo(Stage.DONE);
    assertThat(putAway().rows().rows()).isEqualTo(ROWS);
    assertThat(ledger().size()).isZero();
    assertThat(poller.ledgerState).isEqualTo(LedgerState.REDUCED);
  }

  private MemoryCampaignLedger ledger() {
    return poller.ledgers.get("7");
  }

  private PutAway putAway() {
    PutAway kept = ledger().putAway();
    assertThat(kept).isNotNull();
    return kept;
  }

  @Test
  void shouldKeepTheRowsUntilTheMarginAfterTheLastFullReadIsOver() {
    campaign();
    poller.pass(Duration.ofDays(3).minus(HOUR), HOUR);

    assertThat(poller.state(7).timing().wholeListAt())
        .isAfterOrEqualTo(START.plus(Duration.ofDays(1)));
    assertThat(ledger().putAway()).isNull();
    assertThat(ledger().size()).isEqualTo(ROWS);
  }

  @Test
  void shouldPutNothingAwayUnlessAskedTo() {
    PollHarness asShipped = new PollHarness(m1, Map.of("full-reads", "1d"));
    campaign();
    asShipped.pass(Duration.ofDays(4), HOUR);

    assertThat(asShipped.ledgers.get("7").putAway()).isNull();
    assertThat(asShipped.ledgers.get("7").size()).isEqualTo(ROWS);
    assertThat(asShipped.ledgerState)
        .as("an earlier version can take over")
        .isEqualTo(LedgerState.WHOLE);
  }

  /** What left the ledger could not be read back one day. */
  @Test
  void shouldPutNothingAwayWhereEventsDoNotStay() {
    poller.retentionLimit = Optional.of("edm.engagement has retention.ms=604800000");
    poller.crash();
    campaign();
    poller.pass(Duration.ofDays(4), HOUR);

    assertThat(ledger().putAway()).isNull();
    assertThat(ledger().size()).isEqualTo(ROWS);
  }

  @Test
  void shouldAskForTheCountAloneWhileNothingChanges() {
    rest();
    int calls = m1.readings().size();
    poller.pass(Duration.ofDays(3), HOUR);

    assertThat(m1.readings().subList(calls, m1.readings().size()))
        .hasSizeGreaterThan(60)
        .allSatisfy(call -> assertThat(call.page()).isEqualTo(1));
    assertThat(poller.events).hasSize(ROWS);
    assertThat(poller.restores).isZero();
    CampaignState state = poller.state(7);
    assertThat(state.timing().shown()).isNull();
    assertThat(state.timing().verifiedAt()).isAfter(poller.clock.instant().minus(HOUR.plus(HOUR)));
  }

  @Test
  void shouldPublishALateRowOnceItsLedgerIsBackAndPutThatAwayAgain() {
    rest();
    m1.row(7, "open", "p3@x.cn", START.plusSeconds(3));
    poller.pass(Duration.ofHours(3), HOUR);

    assertThat(poller.restores).isEqualTo(1);
    assertThat(poller.events).hasSize(ROWS + 1);
    assertThat(ledger().putAway()).isNull();
    poller.pass(Duration.ofDays(3), HOUR);
    assertThat(putAway().rows().rows()).isEqualTo(ROWS + 1);
    assertThat(poller.restores).isEqualTo(1);
  }

  @Test
  void shouldPublishNothingForRowsThatVanish() {
    rest();
    m1.vanish(7, 3);
    poller.pass(Duration.ofHours(3), HOUR);

    assertThat(poller.events).hasSize(ROWS);
    assertThat(poller.state(7).counts().vanished()).isEqualTo(1);
    assertThat(poller.state(7).timing().shown()).isNull();
  }

  /** As it would be with the rows in the ledger, where none of them is on the first page. */
  @Test
  void shouldNotPublishARowThatCameForAnotherUntilTheListIsRead() {
    rest();
    m1.vanish(7, ROWS - 1);
    m1.row(7, "open", "other@x.cn", START);
    poller.pass(Duration.ofDays(2), HOUR);
    assertThat(poller.events).hasSize(ROWS);

    poller.command(Command.Action.BACKFILL, RANGE);
    poller.pass(Duration.ofHours(3), HOUR);
    assertThat(poller.restores).isEqualTo(1);
    assertThat(poller.events).hasSize(ROWS + 1);
    assertThat(poller.status().backfill().isDone()).isTrue();
  }

  @Test
  void shouldPublishNothingForRowsThatChange() {
    rest();
    for (int i = 0; i < ROWS; i++) {
      m1.change(7, i, "1");
    }
    poller.command(Command.Action.BACKFILL, RANGE);
    poller.pass(Duration.ofHours(3), HOUR);

    assertThat(poller.restores).isEqualTo(1);
    assertThat(poller.status().backfill().isDone()).isTrue();
    assertThat(poller.events).hasSize(ROWS);
    assertThat(poller.state(7).changed().rows()).isEqualTo(ROWS);
  }

  @Test
  void shouldPublishNothingWhereEventsAreGone() {
    rest();
    poller.past.remove(5);
    m1.row(7, "open", "late@x.cn", START.plusSeconds(3));
    poller.pass(Duration.ofDays(2), HOUR);

    assertThat(putAway().stage()).isEqualTo(Stage.LOST);
    assertThat(poller.restores).as("not again and again").isEqualTo(1);
    assertThat(poller.events).hasSize(ROWS);
    assertThat(poller.state(7).timing().shown())
        .isEqualTo(
            "edm.engagement has lost events of this campaign: nothing more of it is published");
    assertThat(poller.status().lost()).isEqualTo(1);
  }

  /** Its own polls may be a week apart. */
  @Test
  void shouldGiveUpABackfillOfWhatIsLostAtOnce() {
    rest();
    poller.past.remove(5);
    poller.command(Command.Action.BACKFILL, RANGE);
    poller.pass(HOUR.plus(HOUR), HOUR);
    assertThat(putAway().stage()).isEqualTo(Stage.LOST);
    assertThat(poller.status().backfill().isDone()).isTrue();
    assertThat(poller.status().backfill().givenUp()).isEqualTo(1);

    poller.pass(Duration.ofDays(91), HOUR.multipliedBy(12));
    poller.command(Command.Action.BACKFILL, RANGE);
    poller.pass(Duration.ofMinutes(2), Duration.ofMinutes(1));
    assertThat(poller.status().backfill().isDone()).isTrue();
    assertThat(poller.status().backfill().givenUp()).isEqualTo(1);
  }

  /** It was called complete, and its days were certified on, for its count still fitted. */
  @Test
  void shouldVerifyNothingOfWhatIsLostThoughItsCountFits() {
    rest();
    assertThat(poller.status().lost()).isZero();
    poller.past.remove(5);
    poller.command(Command.Action.BACKFILL, RANGE);
    poller.pass(Duration.ofDays(2), HOUR);

    assertThat(putAway().stage()).isEqualTo(Stage.LOST);
    CampaignState state = poller.state(7);
    assertThat(state.counts().agree()).isTrue();
    assertThat(state.timing().shown())
        .startsWith("edm.engagement has lost events of this campaign");
    assertThat(state.timing().verifiedAt())
        .isBefore(poller.clock.instant().minus(Duration.ofDays(1)));
  }

  @Test
  void shouldBeginAnewWhereATaskDiedWhileItReadRowsBack() {
    rest();
    poller.access.grantNothing(PollHarness.DEMO);
    poller.command(Command.Action.BACKFILL, RANGE);
    poller.crashWhileRestoring();
    assertThat(ledger().size()).isEqualTo(ROWS - 1);
    assertThat(putAway().stage()).isEqualTo(Stage.DONE);

    poller.access.grantAlways(PollHarness.DEMO);
    poller.pass(Duration.ofHours(3), HOUR);
    assertThat(poller.restores).isEqualTo(1);
    assertThat(poller.events).hasSize(ROWS);
  }

  /** Dead letters are not kept as long as events: they could not be read back. */
  @Test
  void shouldKeepTheRowsWhereSomeAreDeadLetters() {
    campaign();
    m1.damaged(7, START, "null");
    poller.pass(Duration.ofDays(5), HOUR);

    assertThat(ledger().putAway()).isNull();
    assertThat(ledger().size()).isEqualTo(ROWS + 1);
  }

  @Test
  void shouldKeepTheRowsWhereNothingButTheListTellsOfLateOnes() {
    m1.quirks(Quirks.none(15).with(Quirks.Count.ABSENT));
    campaign();
    poller.pass(Duration.ofDays(5), HOUR);

    assertThat(ledger().putAway()).isNull();
    m1.row(7, "open", "late@x.cn", START.plusSeconds(3));
    poller.pass(Duration.ofHours(8), HOUR);
    assertThat(poller.events).hasSize(ROWS + 1);
  }
}

package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/**
 * Rows that come late, equal, vanish or change in a campaign whose rows were put away: what was
 * published is not published again, over crashes and lost ledgers; what M1 lists in the end is
 * published.
 */
class PutAwayPropertyTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Map<String, String> RANGE =
      Map.of("from", "2026-11-01T00:00:00Z", "to", "2026-11-30T00:00:00Z");

  /** What happens between two stretches of polling. */
  enum Step {
    ARRIVE,
    ARRIVE_EQUAL,
    VANISH,
    CHANGE,
    CHANGE_IN_PLACE,
    CRASH,
    CRASH_WHILE_RESTORING,
    LOSE_LEDGER,
    LOSE_ALL,
    BACKFILL,
    PASS_HOURS,
    PASS_DAYS
  }

  private int arrived;
  private int changed;

  @Property(tries = 60)
  void shouldPublishNothingTwiceAndLoseNothing(
      @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 2, max = 9) int pageCap) {
    CampaignCloud m1 = new CampaignCloud(Quirks.none(pageCap));
    PollHarness poller =
        new PollHarness(m1, Map.of("full-reads", "1d", "put-away-after", "1d", "call-worth", "1"));
    m1.campaign(7, START);
    m1.row(7, "open", "first@x.cn", START);
    // The harness fails where an id is published a second time.
    for (Step step : steps) {
      apply(step, m1, poller);
    }
    poller.pass(Duration.ofDays(2), HOUR);
    Statistics.label("put away").collect(poller.ledgers.get("7").putAway() != null);
    Statistics.label("read back").collect(poller.restores > 0);
    backfill(poller);
    poller.pass(Duration.ofHours(8), HOUR);

    Counts counts = poller.state(7).counts();
    assertThat(counts.published()).isEqualTo(poller.events.size());
    assertThat(counts.accounted()).isEqualTo(m1.size(7));
    assertThat(poller.events.stream().map(mapped -> row(mapped.event())).toList())
        .containsAll(m1.texts(7));
  }

  private static String row(EngagementEvent event) {
    return event.recipient() + " " + (event.link() == null ? "" : event.link().url());
  }

  private void apply(Step step, CampaignCloud m1, PollHarness poller) {
    switch (step) {
      case ARRIVE -> m1.row(7, "click", "p" + arrived++ + "@x.cn", START.plusSeconds(arrived), "");
      case ARRIVE_EQUAL -> m1.row(7, "click", "equal@x.cn", START.plusSeconds(9), "");
      case VANISH -> m1.vanish(7, arrived);
      case CHANGE -> {
        m1.vanish(7, arrived);
        m1.row(7, "click", "c@x.cn", START.plusSeconds(5), "https://x.example/" + changed++);
      }
      case CHANGE_IN_PLACE -> m1.change(7, arrived, "c" + changed++);
      case CRASH -> poller.crash();
      case CRASH_WHILE_RESTORING -> poller.crashWhileRestoring();
      case LOSE_LEDGER -> poller.loseLedger(false);
      case LOSE_ALL -> poller.loseLedger(true);
      case BACKFILL -> backfill(poller);
      case PASS_HOURS -> poller.pass(Duration.ofHours(3), HOUR);
      case PASS_DAYS -> poller.pass(Duration.ofDays(4), HOUR);
    }
  }

  private static void backfill(PollHarness poller) {
    poller.command(Command.Action.BACKFILL, RANGE);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.frequency(
            Tuple.of(4, Step.ARRIVE),
            Tuple.of(2, Step.ARRIVE_EQUAL),
            Tuple.of(2, Step.VANISH),
            Tuple.of(2, Step.CHANGE),
            Tuple.of(2, Step.CHANGE_IN_PLACE),
            Tuple.of(1, Step.CRASH),
            Tuple.of(1, Step.CRASH_WHILE_RESTORING),
            Tuple.of(1, Step.LOSE_LEDGER),
            Tuple.of(1, Step.LOSE_ALL),
            Tuple.of(1, Step.BACKFILL),
            Tuple.of(3, Step.PASS_HOURS),
            Tuple.of(4, Step.PASS_DAYS))
        .list()
        .ofMaxSize(25);
  }
}

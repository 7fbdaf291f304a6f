package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.CompletenessCheck;
import io.m1bridge.contracts.CompletenessCheck.Finding;
import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.KeptRows;
import io.m1bridge.edm.cloud.Quirks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/**
 * Whenever the ledger is lost, with the states of the campaigns or without: what was published is
 * not published again, and what was not still is; certificates stay right.
 */
class LedgerRefillPropertyTest {

  /** What happens between two stretches of polling. */
  sealed interface Step {}

  record Arrive(int who, int minutesAgo) implements Step {}

  record Damage(int minutesAgo) implements Step {}

  /** A row that could be read by a later version. */
  record Misread(int who, int minutesAgo) implements Step {}

  /** The later version is there. */
  record Upgrade() implements Step {}

  record ReplayAll() implements Step {}

  /** M1 changes a row where it stands. */
  record Change(int which, int to) implements Step {}

  record Lose(boolean statesToo) implements Step {}

  record Pass(int minutes) implements Step {}

  @Property(tries = 100)
  void shouldPublishNothingTwice(
      @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 2, max = 9) int pageCap) {
    CampaignCloud m1 = new CampaignCloud(Quirks.none(pageCap));
    PollHarness poller = new PollHarness(m1, Map.of());
    m1.campaign(7, START);
    // The harness fails where an id is published a second time.
    for (Step step : steps) {
      apply(step, m1, poller);
      assertFits(poller);
    }
    poller.pass(Duration.ofDays(2), Duration.ofMinutes(20));

    apply(new Upgrade(), m1, poller);
    poller.pass(Duration.ofDays(2), Duration.ofMinutes(20));
    apply(new ReplayAll(), m1, poller);
    long unreadable =
        poller.deadLetters.stream().filter(letter -> letter.row().equals("null")).count();
    assertThat(poller.events.size() + unreadable).isEqualTo(m1.size(7));
    Counts counts = poller.state(7).counts();
    assertThat(counts.published()).isEqualTo(poller.events.size());
    assertThat(counts.deadLetters()).isEqualTo(unreadable);
    assertThat(counts.vanished()).isZero();
    assertFits(poller);
    assertThat(poller.certificates.isEmpty()).isEqualTo(poller.events.isEmpty());
  }

  private static void assertFits(PollHarness poller) {
    CompletenessCheck check = new CompletenessCheck();
    poller.eventsById.forEach(check::event);
    assertThat(poller.certificates.values())
        .allSatisfy(day -> assertThat(check.compare(day)).isEqualTo(Finding.COMPLETE));
  }

  private static void apply(Step step, CampaignCloud m1, PollHarness poller) {
    if (step instanceof Arrive arrive) {
      m1.row(
          7,
          "open",
          "p" + arrive.who() + "@x.cn",
          poller.clock.instant().minus(Duration.ofMinutes(arrive.minutesAgo())));
    } else if (step instanceof Damage damage) {
      m1.damaged(7, poller.clock.instant().minus(Duration.ofMinutes(damage.minutesAgo())), "null");
    } else if (step instanceof Misread misread) {
      Instant at = poller.clock.instant().minus(Duration.ofMinutes(misread.minutesAgo()));
      m1.damaged(7, at, KeptRows.open("p" + misread.who() + "@x.cn", at));
    } else if (step instanceof Upgrade) {
      m1.mend(7);
    } else if (step instanceof ReplayAll) {
      for (int i = 0; i < poller.letterIds.size(); i++) {
        poller.replay(poller.letterIds.get(i), poller.deadLetters.get(i).row());
      }
    } else if (step instanceof Change change) {
      m1.change(7, change.which(), Integer.toString(change.to()));
    } else if (step instanceof Lose lose) {
      poller.loseLedger(lose.statesToo());
    } else if (step instanceof Pass pass) {
      poller.pass(Duration.ofMinutes(pass.minutes()), Duration.ofMinutes(2));
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> ago = Arbitraries.of(0, 1, 5, 60, 600);
    return Arbitraries.frequencyOf(
            Tuple.of(
                8,
                Combinators.combine(Arbitraries.integers().between(0, 5), ago)
                    .<Step>as(Arrive::new)),
            Tuple.of(1, ago.<Step>map(Damage::new)),
            Tuple.of(
                2,
                Combinators.combine(Arbitraries.integers().between(0, 5), ago)
                    .<Step>as(Misread::new)),
            Tuple.of(1, Arbitraries.of(new Upgrade(), new ReplayAll())),
            Tuple.of(
                2,
                Combinators.combine(
                        Arbitraries.integers().between(0, 40), Arbitraries.integers().between(1, 3))
                    .<Step>as(Change::new)),
            Tuple.of(2, Arbitraries.of(true, false).<Step>map(Lose::new)),
            Tuple.of(4, Arbitraries.of(2, 10, 60, 240).<Step>map(Pass::new)))
        .list()
        .ofMaxSize(40);
  }
}

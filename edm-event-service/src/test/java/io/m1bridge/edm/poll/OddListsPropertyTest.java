package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.edm.cloud.AnyQuirks;
import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.edm.cloud.Quirks.Beyond;
import io.m1bridge.edm.cloud.Quirks.Count;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.ListArbitrary;

/**
 * Whatever M1's count says, whether it honours windows, and how large its pages are: every row is
 * published once, late or equal or damaged or changed, over crashes; the poll never stops.
 */
class OddListsPropertyTest {

  /** What happens between two stretches of polling. */
  sealed interface Step {}

  record Arrive(int who, int secondsAgo) implements Step {}

  record Damage(int which, int secondsAgo) implements Step {}

  /** M1 changes a row where it stands. */
  record Change(int which, int to) implements Step {}

  record Crash() implements Step {}

  record Pass(int seconds) implements Step {}

  @Property(tries = 60)
  void shouldPublishEveryRowOnce(
      @ForAll("quirks") Quirks quirks, @ForAll("steps") List<Step> steps) {
    CampaignCloud m1 = new CampaignCloud(quirks);
    PollHarness poller = new PollHarness(m1, Map.of());
    m1.campaign(7, START);
    steps.forEach(step -> apply(step, m1, poller));

    // Rests: one full read by age, and those of a count that is of no use, come by.
    poller.pass(Duration.ofDays(2), Duration.ofMinutes(30));

    assertThat(poller.events.size() + poller.deadLetters.size()).isEqualTo(m1.size(7));
    assertThat(poller.state(7).timing().trouble()).isNull();
  }

  /**
   * Pages so large that one which comes again can be told from equal rows. Not so where M1 counts
   * too many as well.
   */
  @Property(tries = 60)
  void shouldMakeUpNoRowWhereTheDeepestPageComesAgain(
      @ForAll("deepQuirks") Quirks quirks, @ForAll("manySteps") List<Step> steps) {
    CampaignCloud m1 = new CampaignCloud(quirks);
    PollHarness poller = new PollHarness(m1, Map.of());
    m1.campaign(7, START);
    steps.forEach(step -> apply(step, m1, poller));
    poller.pass(Duration.ofDays(2), Duration.ofMinutes(30));

    assertThat(poller.events.size() + poller.deadLetters.size()).isLessThanOrEqualTo(m1.size(7));
    assertThat(poller.state(7).timing().trouble()).isNull();
  }

  private static void apply(Step step, CampaignCloud m1, PollHarness poller) {
    if (step instanceof Arrive arrive) {
      m1.row(
          7,
          "open",
          "p" + arrive.who() + "@x.cn",
          poller.clock.instant().minusSeconds(arrive.secondsAgo()));
    } else if (step instanceof Damage damage) {
      m1.damaged(
          7,
          poller.clock.instant().minusSeconds(damage.secondsAgo()),
          List.of("null", "{}", "[]").get(damage.which()));
    } else if (step instanceof Change change) {
      m1.change(7, change.which(), Integer.toString(change.to()));
    } else if (step instanceof Crash) {
      poller.crash();
    } else if (step instanceof Pass pass) {
      poller.pass(Duration.ofSeconds(pass.seconds()), Duration.ofSeconds(15));
    }
  }

  @Provide
  Arbitrary<Quirks> quirks() {
    return AnyQuirks.ofShortPages();
  }

  @Provide
  Arbitrary<Quirks> deepQuirks() {
    return Combinators.combine(
            Arbitraries.integers().between(10, 14),
            Arbitraries.of(Count.HONEST, Count.ABSENT, Count.CAPPED),
            Arbitraries.of(true, true, false),
            Arbitraries.of(true, true, false),
            Arbitraries.integers().between(2, 5))
        .as(
            (cap, count, window, countWindow, deepest) ->
                new Quirks(cap, count, window, countWindow, deepest, Beyond.DEEPEST, true));
  }

  /** Few people: equal rows are the rule. */
  @Provide
  Arbitrary<List<Step>> steps() {
    return steps(5).ofMaxSize(80);
  }

  /** More than M1's pages reach. */
  @Provide
  Arbitrary<List<Step>> manySteps() {
    return steps(60).ofMinSize(80).ofMaxSize(200);
  }

  private static ListArbitrary<Step> steps(int people) {
    Arbitrary<Integer> ago = Arbitraries.of(0, 1, 2, 3, 5, 60, 600, 7200);
    return Arbitraries.frequencyOf(
            Tuple.of(
                8,
                Combinators.combine(Arbitraries.integers().between(0, people), ago)
                    .<Step>as(Arrive::new)),
            Tuple.of(
                1,
                Combinators.combine(Arbitraries.integers().between(0, 2), ago)
                    .<Step>as(Damage::new)),
            Tuple.of(
                2,
                Combinators.combine(
                        Arbitraries.integers().between(0, 80), Arbitraries.integers().between(1, 3))
                    .<Step>as(Change::new)),
            Tuple.of(1, Arbitraries.<Step>just(new Crash())),
            Tuple.of(3, Arbitraries.of(15, 60, 120, 900).<Step>map(Pass::new)))
        .list();
  }
}

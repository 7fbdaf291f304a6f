package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.DEMO;
import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.CompletenessCheck;
import io.m1bridge.contracts.CompletenessCheck.Finding;
import io.m1bridge.edm.cloud.AnyQuirks;
import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
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

/**
 * Whatever M1 lists and counts, over late, equal, vanished and damaged rows and crashes: at any
 * moment every certificate there is says what was published of its day, neither more nor less.
 */
class CertificatesPropertyTest {

  /** What happens between two stretches of polling. */
  sealed interface Step {}

  record Arrive(int who, int hoursAgo) implements Step {}

  record Damage(int hoursAgo) implements Step {}

  record Vanish(int which) implements Step {}

  record Crash() implements Step {}

  record Pass(int minutes) implements Step {}

  @Property(tries = 60)
  void shouldAlwaysCertifyWhatWasPublished(
      @ForAll("quirks") Quirks quirks, @ForAll("steps") List<Step> steps) {
    CampaignCloud m1 = new CampaignCloud(quirks);
    PollHarness poller = new PollHarness(m1, Map.of());
    m1.campaign(7, START.minus(Duration.ofDays(2)));
    // One call at a time: between two pages of a reading it has to be right as well.
    poller.access.grantNothing(DEMO).grantEvery(DEMO, Duration.ofMinutes(2), 1);
    for (Step step : steps) {
      apply(step, m1, poller);
      assertFits(poller);
    }
    for (int i = 0; i < 60; i++) {
      poller.pass(Duration.ofMinutes(20), Duration.ofMinutes(2));
      assertFits(poller);
    }
  }

  @Property(tries = 40)
  void shouldCertifyEveryDayAndAgreeWithAnHonestM1(@ForAll("steps") List<Step> steps) {
    CampaignCloud m1 = new CampaignCloud(Quirks.none(6));
    PollHarness poller = new PollHarness(m1, Map.of());
    m1.campaign(7, START.minus(Duration.ofDays(2)));
    steps.stream()
        .filter(step -> step instanceof Arrive || step instanceof Pass || step instanceof Crash)
        .forEach(step -> apply(step, m1, poller));
    poller.pass(Duration.ofDays(3), Duration.ofMinutes(20));

    long days =
        poller.eventsById.values().stream()
            .map(event -> event.occurredAt().toString().substring(0, 10))
            .distinct()
            .count();
    assertThat(poller.certificates).hasSize((int) days);
    assertThat(poller.certificates.values())
        .allSatisfy(
            certificate -> {
              assertThat(certificate.rowsAtM1()).isEqualTo(certificate.rows());
              assertThat(certificate.unlisted()).isZero();
              assertThat(certificate.vanished()).isZero();
            });
  }

  private static void assertFits(PollHarness poller) {
    CompletenessCheck check = new CompletenessCheck();
    poller.eventsById.forEach(check::event);
    assertThat(poller.certificates.values())
        .allSatisfy(
            certificate -> {
              assertThat(check.compare(certificate)).isEqualTo(Finding.COMPLETE);
              assertThat(certificate.deadLetters() + certificate.undatedDeadLetters())
                  .isLessThanOrEqualTo(poller.deadLetters.size());
            });
  }

  private static void apply(Step step, CampaignCloud m1, PollHarness poller) {
    if (step instanceof Arrive arrive) {
      m1.row(
          7,
          "open",
          "p" + arrive.who() + "@x.cn",
          poller.clock.instant().minus(Duration.ofHours(arrive.hoursAgo())));
    } else if (step instanceof Damage damage) {
      m1.damaged(7, poller.clock.instant().minus(Duration.ofHours(damage.hoursAgo())), "null");
    } else if (step instanceof Vanish vanish) {
      m1.vanish(7, vanish.which());
    } else if (step instanceof Crash) {
      poller.crash();
    } else if (step instanceof Pass pass) {
      for (int left = pass.minutes(); left > 0; left -= 2) {
        poller.pass(Duration.ofMinutes(2), Duration.ofMinutes(2));
        assertFits(poller);
      }
    }
  }

  @Provide
  Arbitrary<Quirks> quirks() {
    return AnyQuirks.ofShortPages();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> ago = Arbitraries.of(0, 1, 5, 12, 20, 30, 40);
    return Arbitraries.frequencyOf(
            Tuple.of(
                8,
                Combinators.combine(Arbitraries.integers().between(0, 5), ago)
                    .<Step>as(Arrive::new)),
            Tuple.of(1, ago.<Step>map(Damage::new)),
            Tuple.of(1, Arbitraries.integers().between(0, 50).<Step>map(Vanish::new)),
            Tuple.of(1, Arbitraries.<Step>just(new Crash())),
            Tuple.of(4, Arbitraries.of(10, 60, 240, 700).<Step>map(Pass::new)))
        .list()
        .ofMaxSize(40);
  }
}

package io.m1bridge.token.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.token.outage.TroubledM1.Family;
import io.m1bridge.token.outage.TroubledM1.Trouble;
import io.m1bridge.token.outage.World.Knobs;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Any server, any trouble, any policy, any number of replicas: what an outage may cost at most. */
class OutagePropertyTest {

  @Property(tries = 150)
  void shouldCostNoMoreThanWasUnderWay(@ForAll("worlds") Knobs knobs) {
    World world = new World(knobs, Duration.ofSeconds(10));

    world.runUntil(World.OUTAGE.plus(knobs.outage()).plus(Duration.ofHours(3)));

    Statistics.label("trouble").collect(knobs.trouble());
    Statistics.label("needs a person").collect(world.needPerson());
    assertThat(world.needPerson()).isLessThanOrEqualTo(2);
    assertThat(world.refreshed()).isGreaterThanOrEqualTo(knobs.accounts() - 2);
    assertThat(world.m1.mostAtOnce).isLessThanOrEqualTo(2);
    long posts = world.postsBetween(World.OUTAGE, World.OUTAGE.plus(knobs.outage()));
    assertThat(posts).isLessThanOrEqualTo(knobs.outage().toMinutes() + 4);
    boolean repeats = forgives(knobs) && knobs.policy() == UnknownOutcome.REPLAY_ONCE;
    // Of two that are lost together the second repeat is a minute late, by the brake.
    if (repeats && isBlip(knobs) && posts <= 1) {
      assertThat(world.needPerson()).as("a repeat mends a single lost answer").isZero();
    }
  }

  /**
   * Shorter than the way of one POST, so that the repeat already passes. A refusal that nobody sees
   * behind a gateway's page makes it two lost answers, and the third POST is later than any grace.
   */
  private static boolean isBlip(Knobs knobs) {
    return knobs.outage().compareTo(Duration.ofSeconds(10)) <= 0 && knobs.spuriousRefusals() == 0;
  }

  private static boolean forgives(Knobs knobs) {
    return knobs.family() != Family.STRICT && knobs.family() != Family.REUSE_DETECTION;
  }

  @Provide
  Arbitrary<Knobs> worlds() {
    Arbitrary<Knobs> knobs =
        Combinators.combine(
                Arbitraries.integers().between(5, 60),
                Arbitraries.of(Duration.ZERO, Duration.ofMinutes(20), Duration.ofHours(1)),
                Arbitraries.of(Family.class),
                Arbitraries.of(Trouble.class),
                Arbitraries.of(
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(17),
                    Duration.ofMinutes(30)),
                Arbitraries.of(UnknownOutcome.class),
                Arbitraries.integers().between(0, 1),
                Arbitraries.of(true, false))
            .as(
                (accounts, spread, family, trouble, outage, policy, refusals, answers) ->
                    new Knobs(
                        1,
                        Duration.ofDays(1),
                        accounts,
                        spread,
                        family,
                        trouble,
                        outage,
                        policy,
                        refusals,
                        answers));
    return Combinators.combine(
            knobs,
            Arbitraries.integers().between(1, 4),
            Arbitraries.of(Duration.ofSeconds(70), Duration.ofMinutes(7), Duration.ofDays(1)))
        .as((drawn, replicas, moves) -> drawn.at(replicas, moves));
  }
}

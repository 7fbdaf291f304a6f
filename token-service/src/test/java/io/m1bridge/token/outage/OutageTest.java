package io.m1bridge.token.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.token.outage.TroubledM1.Family;
import io.m1bridge.token.outage.TroubledM1.Trouble;
import io.m1bridge.token.outage.World.Knobs;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An outage of the token endpoint for 30 minutes, and 10,000 accounts. */
class OutageTest {

  private static final int ACCOUNTS = 10_000;
  private static final Duration OUTAGE = Duration.ofMinutes(30);
  private static final Duration NEVER = Duration.ofDays(1);

  @ParameterizedTest
  @CsvSource({
    "1, PAGE_AFTER_EFFECT",
    "1, LOST_AFTER_EFFECT",
    "1, TIME_OUT_AFTER_EFFECT",
    "3, PAGE_AFTER_EFFECT",
    "3, TIME_OUT_AFTER_EFFECT"
  })
  void shouldCostTwoAccountsAtMost(int replicas, Trouble trouble) {
    World world = new World(knobs(replicas, Duration.ofHours(12), trouble), Duration.ofSeconds(4));
    Instant over = World.OUTAGE.plus(OUTAGE);

    world.runUntil(over);
    assertThat(world.postsBetween(World.OUTAGE, over))
        .as("a probe a minute, and what was under way")
        .isLessThanOrEqualTo(32);
    world.runUntil(over.plus(Duration.ofMinutes(40)));

    assertThat(world.needPerson()).isLessThanOrEqualTo(2);
    assertThat(world.refreshed())
        .as("the others go on")
        .isGreaterThanOrEqualTo(world.dueBy(over) - 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void shouldCostTwoAccountsAtMostAlsoWhereAllAreDueAtOnce(int replicas) {
    World world =
        new World(
            knobs(replicas, Duration.ZERO, Trouble.TIME_OUT_AFTER_EFFECT), Duration.ofSeconds(10));
    Instant over = World.OUTAGE.plus(OUTAGE);

    world.runUntil(over.plus(Duration.ofMinutes(20)));

    assertThat(world.needPerson()).isLessThanOrEqualTo(2);
    assertThat(world.postsBetween(over, over.plus(Duration.ofMinutes(20)))).isGreaterThan(100);
    assertThat(world.m1.mostAtOnce).isLessThanOrEqualTo(2);
  }

  private static Knobs knobs(int replicas, Duration spread, Trouble trouble) {
    return new Knobs(
        replicas,
        NEVER,
        ACCOUNTS,
        spread,
        Family.STRICT,
        trouble,
        OUTAGE,
        UnknownOutcome.STOP,
        0,
        true);
  }
}

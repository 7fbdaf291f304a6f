package io.m1bridge.edm.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.m1.AccountId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollMetricsTest {

  private static final AccountId DEMO = new AccountId("demo");

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final PollMetrics metrics = new PollMetrics(registry);

  /** Prometheus sees no increase where a counter appears. */
  @Test
  void shouldShowZeroBeforeAnythingHappened() {
    metrics.begin(DEMO);

    for (String rare : List.of("vanished", "changed", "late", "unreadable-date")) {
      assertThat(count("m1bridge.edm.rows." + rare)).isZero();
    }
    assertThat(registry.get("m1bridge.edm.rows.published").counters())
        .hasSize(Action.values().length);
    assertThat(count("m1bridge.edm.dead-letters")).isZero();
  }

  @Test
  void shouldCountOnWhereItBegan() {
    metrics.begin(DEMO);
    metrics.vanished(DEMO, 3);
    metrics.deadLetter(DEMO, DeadRows.UNREADABLE);
    metrics.begin(DEMO);

    assertThat(count("m1bridge.edm.rows.vanished")).isEqualTo(3);
    assertThat(count("m1bridge.edm.dead-letters")).isEqualTo(1);
  }

  private double count(String name) {
    return registry.get(name).counters().stream().mapToDouble(Counter::count).sum();
  }
}

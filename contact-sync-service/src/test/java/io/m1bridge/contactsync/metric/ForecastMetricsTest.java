package io.m1bridge.contactsync.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contactsync.view.Forecast;
import io.m1bridge.contactsync.view.SampleView;
import io.m1bridge.contactsync.view.TaskViews;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForecastMetricsTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final TaskViews views = new TaskViews();

  ForecastMetricsTest() {
    new SyncMeter(registry, views);
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  @Test
  void shouldShowTheLongestQueueAndTheAccountThatIsFullFirst() {
    views.show("1_0", List.of(account("a", 30L, null), account("b", null, 40.5)), Instant.EPOCH);
    views.show("1_1", List.of(account("c", 7200L, 12.0)), Instant.EPOCH);

    assertThat(gauge("m1bridge.contact.sync.drain")).isEqualTo(7_200);
    assertThat(gauge("m1bridge.contact.sync.limit")).isEqualTo(12);
  }

  /** A comparison with NaN is never true: no alert. */
  @Test
  void shouldShowNoDaysWhereNoEndIsInSight() {
    views.show("1_0", List.of(account("a", null, null)), Instant.EPOCH);

    assertThat(gauge("m1bridge.contact.sync.drain")).isZero();
    assertThat(gauge("m1bridge.contact.sync.limit")).isNaN();
  }

  private static AccountView account(String id, @Nullable Long drain, @Nullable Double days) {
    return SampleView.expecting(id, new Forecast(drain, 0, null, null, days, null, null));
  }
}

package io.m1bridge.contactsync.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.view.TaskViews;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An alert on a metric that nobody writes never fires. */
class AlertsTest {

  private static final Path RULES = Path.of("..", "deploy", "monitoring", "alerts.yaml");
  private static final Pattern METRIC = Pattern.compile("\\bm1bridge_contact_sync_\\w+");

  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void shouldAlertOnMetricsThatAreThere() throws IOException {
    new SyncMeter(registry, new TaskViews());

    Set<String> shown =
        registry.getMeters().stream()
            .map(one -> forPrometheus(one.getId()))
            .collect(Collectors.toSet());
    assertThat(names(Files.readString(RULES)))
        .contains("m1bridge_contact_sync_internal_errors_total")
        .isSubsetOf(shown);
  }

  private static String forPrometheus(Meter.Id id) {
    String name = id.getName().replace('.', '_');
    if (id.getType() == Meter.Type.COUNTER) {
      return name + "_total";
    }
    return id.getType() == Meter.Type.GAUGE && id.getBaseUnit() != null
        ? name + "_" + id.getBaseUnit()
        : name;
  }

  private static Set<String> names(String text) {
    return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}

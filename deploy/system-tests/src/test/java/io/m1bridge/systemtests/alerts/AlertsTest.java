package io.m1bridge.systemtests.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AlertsTest {

  private static final Path MONITORING = Path.of("..", "monitoring");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void shouldHaveAFaultForEachAlertOrSayWhyNot() throws IOException {
    Set<String> known = new TreeSet<>(Faults.NOT_TRIED.keySet());
    Faults.ALL.forEach(fault -> known.addAll(fault.alerts()));

    Set<String> alerts =
        Pattern.compile("- alert: (\\w+)")
            .matcher(Files.readString(MONITORING.resolve("alerts.yaml")))
            .results()
            .map(alert -> alert.group(1))
            .collect(Collectors.toSet());
    assertThat(known).isEqualTo(alerts);
  }

  @Test
  void shouldShortenTimesAlone() {
    String rules =
        """
        expr: increase(m[15m]) > 0 or (m unless m offset 15m) > 0 and days < 14
        for: 2h
        description: for 5 minutes, or 30m
        """;

    assertThat(ShortRules.of(rules))
        .isEqualTo(
            """
            expr: increase(m[15s]) > 0 or (m unless m offset 15s) > 0 and days < 14
            for: 2m
            description: for 5 minutes, or 30m
            """);
  }

  @Test
  void shouldLeaveNoLongTimeInTheRules() throws IOException {
    String rules = ShortRules.of(Files.readString(MONITORING.resolve("alerts.yaml")));

    assertThat(rules).doesNotContainPattern("for: \\d+[hd]").doesNotContainPattern("\\[\\d+[mhd]");
  }

  @Test
  void shouldFindWhatFiredTooEarly() {
    Map<String, Instant> allowed = Map.of("A", NOON, "B", NOON);

    assertThat(Alerts.tooEarly(Map.of("A", NOON), allowed)).isEmpty();
    assertThat(Alerts.tooEarly(Map.of("B", NOON.minusSeconds(1), "C", NOON), allowed))
        .containsExactlyInAnyOrder(
            "B fired before its fault was there, at 2026-01-01T11:59:59Z",
            "C fired before its fault was there, at 2026-01-01T12:00:00Z");
  }

  @Test
  void shouldFindTheMetricsOfAlertsAndDashboards() throws IOException {
    assertThat(MetricsInUse.in(MONITORING))
        .contains(
            "m1bridge_token_refresh_braked",
            "m1bridge_edm_rows_delay_seconds_max",
            "m1_call_seconds_count",
            "worker_pool_queue_size")
        .hasSizeGreaterThan(60);
  }
}

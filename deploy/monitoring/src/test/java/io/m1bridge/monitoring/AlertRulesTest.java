package io.m1bridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules as Prometheus takes them. */
class AlertRulesTest {

  private static final Path HERE = Path.of(".");
  private static final String TESTS = "alerts-test.yaml";

  @TempDir private Path directory;

  @Test
  void shouldFireWhenTheConditionHoldsAndNotBefore() throws Exception {
    Promtool.accepts(HERE, "test", "rules", TESTS);
  }

  @Test
  void shouldTryEveryAlert() {
    Set<String> fired = new TreeSet<>();
    for (String label : Directories.yaml(Path.of(TESTS)).findValuesAsText("labels")) {
      fired.add(label.replaceAll(".*alertname=\"(\\w+)\".*", "$1"));
    }

    assertThat(fired)
        .isEqualTo(
            Directories.alerts().stream()
                .map(alert -> alert.get("alert").asText())
                .collect(Collectors.toSet()));
  }

  @Test
  void shouldAlertOnMetricsAndLabelsThatAreThere() throws IOException {
    Meters meters = Meters.ofTheCode();
    for (JsonNode alert : Directories.alerts()) {
      Promql expression = Promql.of(alert.get("expr").asText());
      assertThat(expression.metrics()).as(alert.toString()).isNotEmpty().isSubsetOf(meters.names());
      assertThat(expression.labels())
          .as(alert.toString())
          .isSubsetOf(meters.labelsOf(expression.metrics()));
    }
  }

  /**
   * An expression of a panel is a rule as good as another, once Grafana's variables have values.
   */
  @Test
  void shouldAcceptTheExpressionsOfAllDashboards() throws Exception {
    List<Map<String, String>> rules = new ArrayList<>();
    DashboardsTest.dashboards()
        .flatMap(file -> DashboardsTest.panels(file).stream())
        .flatMap(panel -> List.of(Directories.elements(panel.path("targets"))).stream())
        .map(target -> target.get("expr").asText())
        .map(expr -> expr.replace("$__rate_interval", "5m").replace("$instance", ".*"))
        .distinct()
        .forEach(expr -> rules.add(Map.of("record", "panel_" + rules.size(), "expr", expr)));
    Files.writeString(
        directory.resolve("panels.yaml"),
        new YAMLMapper()
            .writeValueAsString(
                Map.of("groups", List.of(Map.of("name", "panels", "rules", rules)))));

    Promtool.accepts(directory, "check", "rules", "panels.yaml");
  }
}

package io.m1bridge.systemtests.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The metrics that alerts and dashboards name. */
final class MetricsInUse {

  private static final Pattern METRIC =
      Pattern.compile("\\b(?:m1|m1bridge|jvm|process|http_server|worker_pool)_[a-z0-9_]+");

  private MetricsInUse() {}

  /**
   * @param monitoring the directory with both
   */
  static Set<String> in(Path monitoring) throws IOException {
    Set<String> metrics = new TreeSet<>();
    add(Files.readString(monitoring.resolve("alerts.yaml")), metrics);
    try (Stream<Path> files = Files.list(monitoring.resolve("dashboards"))) {
      for (Path dashboard : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        JsonNode panels = new ObjectMapper().readTree(dashboard.toFile());
        List<String> expressions = panels.findValuesAsText("expr");
        expressions.forEach(expression -> add(expression, metrics));
      }
    }
    return metrics;
  }

  private static void add(String text, Set<String> metrics) {
    METRIC.matcher(text).results().map(MatchResult::group).forEach(metrics::add);
  }
}

package io.m1bridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A panel of a metric that nobody writes stays empty, and looks as if all were well. */
class DashboardsTest {

  /** Of Grafana 11; what is older is migrated when it is opened, what is newer refused. */
  private static final int SCHEMA = 39;

  private static final int COLUMNS = 24;
  private static final int OWN_METRICS = 40;
  private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern SENTENCE = Pattern.compile("[A-Z0-9][^.]*(?:\\.\\w+[^.]*)*\\.");

  static Stream<Path> dashboards() {
    return Directories.files(Directories.DASHBOARDS, ".json").stream();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void shouldShowMetricsAndLabelsThatAreThere(Path file) throws IOException {
    Meters meters = Meters.ofTheCode();
    for (JsonNode panel : panels(file)) {
      for (JsonNode target : panel.path("targets")) {
        String at = file + ": " + panel.get("title") + ": " + target.get("expr").asText();
        Promql expression = Promql.of(target.get("expr").asText());

        assertThat(expression.metrics()).as(at).isNotEmpty().isSubsetOf(meters.names());
        Set<String> labels = new TreeSet<>(expression.labels());
        labels.addAll(inLegend(target));
        assertThat(labels).as(at).isSubsetOf(meters.labelsOf(expression.metrics()));
      }
    }
  }

  @Test
  void shouldShowMostOfWhatTheServicesMeasure() throws IOException {
    Set<String> shown = new HashSet<>();
    dashboards()
        .flatMap(file -> panels(file).stream())
        .flatMap(panel -> Stream.of(Directories.elements(panel.path("targets"))))
        .forEach(target -> shown.addAll(Promql.of(target.get("expr").asText()).metrics()));

    assertThat(shown.stream().filter(name -> name.startsWith("m1")).count())
        .isGreaterThanOrEqualTo(OWN_METRICS);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void shouldBeWhatGrafanaTakes(Path file) {
    JsonNode dashboard = Directories.yaml(file);
    String name = file.getFileName().toString().replace(".json", "");

    assertThat(dashboard.path("uid").asText()).isEqualTo("m1-bridge-" + name).hasSizeLessThan(41);
    assertThat(dashboard.path("schemaVersion").asInt()).isEqualTo(SCHEMA);
    assertThat(dashboard.has("id")).as("an id is of one Grafana").isFalse();
    assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
    assertThat(dashboard.at("/templating/list/0/name").asText()).isEqualTo("datasource");
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> cells = new HashSet<>();
    for (JsonNode panel : panels(file)) {
      String at = file + ": " + panel.get("title");
      assertThat(ids.add(panel.get("id").asInt())).as(at).isTrue();
      JsonNode place = panel.get("gridPos");
      assertThat(place.get("x").asInt() + place.get("w").asInt())
          .as(at)
          .isLessThanOrEqualTo(COLUMNS);
      assertThat(cells(place)).as(at + " lies over another").noneMatch(cells::contains);
      cells.addAll(cells(place));
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void shouldSayWhatEachPanelShows(Path file) {
    for (JsonNode panel : panels(file)) {
      String at = file + ": " + panel.get("title");
      if (panel.get("type").asText().equals("row")) {
        continue;
      }
      assertThat(panel.path("description").asText()).as(at).matches(SENTENCE);
      assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(at).isNotBlank();
      assertThat(panel.at("/datasource/uid").asText()).as(at).isEqualTo("${datasource}");
      assertThat(panel.get("targets")).as(at).isNotEmpty();
      for (JsonNode target : panel.get("targets")) {
        assertThat(target.path("legendFormat").asText()).as(at).isNotBlank();
        assertThat(target.at("/datasource/uid").asText()).as(at).isEqualTo("${datasource}");
      }
    }
  }

  static List<JsonNode> panels(Path file) {
    return List.of(Directories.elements(Directories.yaml(file).get("panels")));
  }

  private static Set<String> inLegend(JsonNode target) {
    Set<String> labels = new TreeSet<>();
    Matcher label = LEGEND.matcher(target.get("legendFormat").asText());
    while (label.find()) {
      labels.add(label.group(1));
    }
    return labels;
  }

  private static List<List<Integer>> cells(JsonNode place) {
    List<List<Integer>> cells = new ArrayList<>();
    for (int x = 0; x < place.get("w").asInt(); x++) {
      for (int y = 0; y < place.get("h").asInt(); y++) {
        cells.add(List.of(place.get("x").asInt() + x, place.get("y").asInt() + y));
      }
    }
    return cells;
  }
}

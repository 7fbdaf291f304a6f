package io.m1bridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of metrics names what the code makes, each once, and nothing else. */
class MetricsPageTest {

  private static final Path PAGE = Directories.ROOT.resolve("docs/metrics.md");

  /** Metric, kind, tags. */
  private static final Pattern ROW =
      Pattern.compile("\\| `(m1\\w+)` \\| ([a-z, ]+) \\| ([^|]*)\\|.*");

  private static final Pattern TAG = Pattern.compile("`(\\w+)`");

  private record Described(String kind, Set<String> tags) {}

  private static Map<String, Described> page() throws IOException {
    Map<String, Described> rows = new TreeMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      List<MatchResult> found = ROW.matcher(line).results().toList();
      if (line.startsWith("| `m1")) {
        assertThat(found).as(line).hasSize(1);
        MatchResult row = found.get(0);
        Set<String> tags =
            TAG.matcher(row.group(3))
                .results()
                .map(tag -> tag.group(1))
                .collect(Collectors.toSet());
        assertThat(rows.put(row.group(1), new Described(row.group(2), tags))).as(line).isNull();
      }
    }
    return rows;
  }

  /** The series of a metric, as its kind has them. */
  private static List<String> series(String name, String kind) {
    return switch (kind) {
      case "counter", "gauge" -> List.of(name);
      case "duration", "size" -> List.of(name + "_count", name + "_sum", name + "_max");
      case "duration, histogram" ->
          List.of(name + "_count", name + "_sum", name + "_max", name + "_bucket");
      default -> throw new AssertionError(kind);
    };
  }

  @Test
  void shouldNameEveryMetricThatTheCodeMakes() throws IOException {
    Set<String> made =
        Meters.ofTheCode().names().stream()
            .filter(name -> name.startsWith("m1"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> described = new TreeSet<>();
    page().forEach((name, row) -> described.addAll(series(name, row.kind())));

    assertThat(described).containsExactlyElementsOf(made);
  }

  @Test
  void shouldNameTagsThatTheyHave() throws IOException {
    Meters meters = Meters.ofTheCode();
    page()
        .forEach(
            (name, row) ->
                assertThat(meters.labelsOf(Set.copyOf(series(name, row.kind()))))
                    .as(name)
                    .containsAll(row.tags()));
  }

  @Test
  void shouldCallACounterOneThatOnlyGrows() throws IOException {
    page()
        .forEach(
            (name, row) ->
                assertThat(name.endsWith("_total"))
                    .as(name)
                    .isEqualTo(row.kind().equals("counter")));
  }
}

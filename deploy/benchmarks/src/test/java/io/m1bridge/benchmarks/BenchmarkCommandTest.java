package io.m1bridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarkCommandTest {

  @TempDir Path runs;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void shouldListBenchmarksWithoutName() {
    assertThat(run()).isZero();

    assertThat(text(out)).contains("good", "measures well").contains("broken");
  }

  @Test
  void shouldEndWithOneLineOfJsonAndKeepNothing() throws Exception {
    assertThat(run("good", "--json")).isZero();

    JsonNode last = new ObjectMapper().readTree(text(out).strip());
    assertThat(last)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"benchmark": "good", "figures": {"ms": 7.0, "rate": 3.0, "size": 1.0},
                     "targets": [{"figure": "ms", "max": 5.0, "met": false}, {"figure": "rate", "min": 3.0, "met": true}]}
                    """));
    assertThat(kept()).isEmpty();
  }

  @Test
  void shouldShowTableToPeople() {
    assertThat(run("good")).isZero();

    assertThat(text(out))
        .contains("at most 5.0: NOT met")
        .contains("at least 3.0: met")
        .doesNotContain("{");
  }

  @Test
  void shouldKeepLogsAndFailWhenItCouldNotMeasure() throws Exception {
    assertThat(run("broken", "--json")).isEqualTo(1);

    assertThat(text(err)).contains("no such service").contains("Logs are kept in " + runs);
    assertThat(text(out)).isEmpty();
    assertThat(kept()).hasSize(1);
  }

  @Test
  void shouldNameWhatThereIsForUnknownName() {
    assertThat(run("better")).isEqualTo(2);

    assertThat(text(err)).contains("There is no benchmark better. There are: good, broken");
  }

  private int run(String... args) {
    return new CommandLine(
            new BenchmarkCommand(List.of(new Good(), new Broken()), runs, stream(out), stream(err)))
        .execute(args);
  }

  private List<Path> kept() throws Exception {
    try (Stream<Path> files = Files.list(runs)) {
      return files.toList();
    }
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static final class Good implements Benchmark {
    @Override
    public String name() {
      return "good";
    }

    @Override
    public String description() {
      return "measures well";
    }

    @Override
    public Report run(Workbench workbench) {
      return Report.of("good").atMost("ms", 7, 5).atLeast("rate", 3, 3).figure("size", 1).build();
    }
  }

  private static final class Broken implements Benchmark {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public String description() {
      return "cannot measure";
    }

    @Override
    public Report run(Workbench workbench) {
      throw new IllegalStateException("no such service");
    }
  }
}

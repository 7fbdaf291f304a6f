package io.m1bridge.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SystemTestCommandTest {

  @TempDir Path runs;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<Integer> drawn = new ArrayList<>();

  @Test
  void shouldListTestsWithoutName() {
    assertThat(run()).isZero();

    assertThat(text(out)).contains("holds", "a guarantee that holds", "breaks", "fails");
  }

  @Test
  void shouldEndWithOneLineOfJsonAndKeepNothing() throws Exception {
    assertThat(run("holds", "--rounds", "3", "--seed", "7", "--json")).isZero();

    assertThat(new ObjectMapper().readTree(text(out).strip()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"systemTest": "holds", "rounds": 3, "seed": 7, "faults": {"sigkill svc": 3}, "violations": 0, "details": []}
                    """));
    assertThat(kept()).isEmpty();
  }

  @Test
  void shouldRepeatFaultsOfSeedAndVaryThemByRound() {
    run("holds", "--rounds", "2", "--seed", "7");
    run("holds", "--rounds", "2", "--seed", "7");
    run("holds", "--rounds", "2", "--seed", "8");

    assertThat(drawn.subList(0, 2))
        .isEqualTo(drawn.subList(2, 4))
        .isNotEqualTo(drawn.subList(4, 6))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldFailAndKeepLogsOnViolation() throws Exception {
    assertThat(run("breaks", "--json")).isEqualTo(1);

    assertThat(text(out)).contains("\"violations\":2").contains("round 1: a row is lost");
    assertThat(text(err)).contains("Logs are kept in " + runs);
    assertThat(kept()).hasSize(2);
  }

  @Test
  void shouldFailWhenItCouldNotBeTried() throws Exception {
    assertThat(run("fails", "--rounds", "5")).isEqualTo(1);

    assertThat(text(err)).contains("no such service");
    assertThat(text(out)).contains("fails: 1 rounds");
    assertThat(kept()).hasSize(1);
  }

  @Test
  void shouldRefuseWrongUsage() {
    assertThat(run("better")).isEqualTo(2);
    assertThat(run("holds", "--rounds", "0")).isEqualTo(2);

    assertThat(text(err))
        .contains("There is no system test better. There are: holds, breaks, fails")
        .contains("--rounds must be at least 1");
  }

  private int run(String... args) {
    List<SystemTest> tests =
        List.of(
            new Fake(
                "holds",
                "a guarantee that holds",
                round -> {
                  round.fault("sigkill svc");
                  drawn.add(round.random().nextInt());
                }),
            new Fake("breaks", "one that does not", round -> round.violation("a row is lost")),
            new Fake(
                "fails",
                "one that cannot be tried",
                round -> {
                  throw new IllegalStateException("no such service");
                }));
    return new CommandLine(new SystemTestCommand(tests, runs, stream(out), stream(err)))
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

  private interface Body {
    void run(Round round);
  }

  private record Fake(String name, String description, Body body) implements SystemTest {
    @Override
    public int defaultRounds() {
      return 2;
    }

    @Override
    public void run(Round round) {
      body.run(round);
    }
  }
}

package io.m1bridge.systemtests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.RunDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@code deploy/system-tests/run}. */
@Command(
    name = "deploy/system-tests/run",
    mixinStandardHelpOptions = true,
    description =
        "Tries guarantees under faults, over real processes and a real Kafka. Without a name: the list.",
    footer = {
      "",
      "Exit codes: 0 no violation; 1 violations, or it could not be tried: logs are kept; 2 wrong usage."
    })
final class SystemTestCommand implements Callable<Integer> {

  private final List<SystemTest> tests;
  private final Path runs;
  private final PrintStream out;
  private final PrintStream err;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The test to run.")
  private @Nullable String name;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often; the default is the test's own.")
  private @Nullable Integer rounds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Decides the faults (${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Standard output ends with one JSON object.")
  private boolean json;

  SystemTestCommand(List<SystemTest> tests, Path runs, PrintStream out, PrintStream err) {
    this.tests = tests;
    this.runs = runs;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    if (name == null) {
      tests.forEach(each -> out.printf("%-20s %s%n", each.name(), each.description()));
      return ExitCode.OK;
    }
    Optional<SystemTest> chosen =
        tests.stream().filter(each -> each.name().equals(name)).findFirst();
    if (chosen.isEmpty()) {
      err.println(
          "There is no system test "
              + name
              + ". There are: "
              + String.join(", ", tests.stream().map(SystemTest::name).toList()));
      return ExitCode.USAGE;
    }
    if (rounds != null && rounds < 1) {
      err.println("--rounds must be at least 1");
      return ExitCode.USAGE;
    }
    return rounds(chosen.get(), rounds == null ? chosen.get().defaultRounds() : rounds);
  }

  private int rounds(SystemTest test, int count) throws IOException {
    Files.createDirectories(runs);
    Map<String, Integer> faults = new TreeMap<>();
    List<String> violations = new ArrayList<>();
    boolean tried = true;
    int done = 0;
    while (tried && done < count) {
      done++;
      tried = round(test, done, faults, violations);
    }
    print(new Report(test.name(), done, seed, faults, violations.size(), violations));
    return tried && violations.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** Returns whether the round could be tried. */
  private boolean round(
      SystemTest test, int number, Map<String, Integer> faults, List<String> violations)
      throws IOException {
    Path directory = Files.createTempDirectory(runs, test.name() + "-" + number + "-");
    boolean tried = false;
    List<String> found = List.of();
    try (LocalProcesses processes = LocalProcesses.in(directory)) {
      Round round = new Round(number, seed, processes, new Random(seed * 1_000_003 + number), err);
      test.run(round);
      round.faults().forEach((what, times) -> faults.merge(what, times, Integer::sum));
      found = round.violations();
      violations.addAll(found);
      tried = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("Interrupted");
    } catch (
        Exception e) { // a test may fail in any way; what it says goes to the person who started it
      e.printStackTrace(err);
    }
    if (tried && found.isEmpty()) {
      RunDirectory.delete(directory);
    } else {
      err.println(
          "Round "
              + number
              + " of "
              + test.name()
              + " with seed "
              + seed
              + " failed. Logs are kept in "
              + directory);
    }
    return tried;
  }

  private void print(Report report) throws JsonProcessingException {
    (json ? err : out)
        .printf(
            "%s: %d rounds, seed %d, faults %s, %d violations%n",
            report.systemTest(),
            report.rounds(),
            report.seed(),
            report.faults(),
            report.violations());
    report.details().forEach((json ? err : out)::println);
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(report));
    }
  }
}

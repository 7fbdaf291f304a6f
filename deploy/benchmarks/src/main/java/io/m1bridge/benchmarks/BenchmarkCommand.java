package io.m1bridge.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.RunDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@code deploy/benchmarks/run}. */
@Command(
    name = "deploy/benchmarks/run",
    mixinStandardHelpOptions = true,
    description = "Measures over real processes. Without a name: the list.",
    footer = {
      "",
      "Exit codes: 0 measured, targets met or not; 1 could not measure, logs are kept; 2 wrong usage."
    })
final class BenchmarkCommand implements Callable<Integer> {

  private final List<Benchmark> benchmarks;
  private final Path runs;
  private final PrintStream out;
  private final PrintStream err;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The benchmark to run.")
  private @Nullable String name;

  @Option(names = "--json", description = "Standard output ends with one JSON object.")
  private boolean json;

  BenchmarkCommand(List<Benchmark> benchmarks, Path runs, PrintStream out, PrintStream err) {
    this.benchmarks = benchmarks;
    this.runs = runs;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    if (name == null) {
      benchmarks.forEach(each -> out.printf("%-25s %s%n", each.name(), each.description()));
      return ExitCode.OK;
    }
    Optional<Benchmark> chosen =
        benchmarks.stream().filter(each -> each.name().equals(name)).findFirst();
    if (chosen.isEmpty()) {
      err.println(
          "There is no benchmark "
              + name
              + ". There are: "
              + String.join(", ", benchmarks.stream().map(Benchmark::name).toList()));
      return ExitCode.USAGE;
    }
    return measure(chosen.get());
  }

  private int measure(Benchmark benchmark) throws IOException {
    Files.createDirectories(runs);
    Path directory = Files.createTempDirectory(runs, benchmark.name() + "-");
    try (LocalProcesses processes = LocalProcesses.in(directory)) {
      Report report = benchmark.run(new Workbench(processes, err));
      processes.close();
      print(report);
      RunDirectory.delete(directory);
      return ExitCode.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("Interrupted. Logs are kept in " + directory);
      return ExitCode.SOFTWARE;
    } catch (
        Exception
            e) { // a benchmark may fail in any way; what it says goes to the person who started it
      e.printStackTrace(err);
      err.println("Could not measure " + benchmark.name() + ". Logs are kept in " + directory);
      return ExitCode.SOFTWARE;
    }
  }

  private void print(Report report) throws JsonProcessingException {
    (json ? err : out).print(report.table());
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(report));
    }
  }
}

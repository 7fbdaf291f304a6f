package io.m1bridge.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ServiceProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/**
 * What a benchmark works with.
 *
 * @param processes starts children, with data and logs in a directory of this run
 * @param progress for a person, standard error
 */
public record Workbench(LocalProcesses processes, PrintStream progress) {

  public void say(String line) {
    progress.println(line);
  }

  /**
   * Runs a child that measures by itself, and returns what its last line says, which is JSON.
   *
   * @param patience how long it may take
   * @throws ProcessFailure if it ends with another exit code than 0
   */
  public JsonNode figures(JvmCommand command, Duration patience) throws IOException {
    ServiceProcess process = processes.start(command);
    if (process.awaitExit(patience) != 0) {
      throw new ProcessFailure(command.name() + " could not measure: see " + process.logFile());
    }
    List<String> lines = Files.readAllLines(process.logFile());
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }
}

package io.m1bridge.benchmarks;

import io.m1bridge.process.LocalProcesses;
import java.io.PrintStream;

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
}

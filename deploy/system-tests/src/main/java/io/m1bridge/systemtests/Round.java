package io.m1bridge.systemtests;

import io.m1bridge.process.LocalProcesses;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What one round works with, and what it found. */
final class Round {

  private final int number;
  private final LocalProcesses processes;
  private final RandomGenerator random;
  private final PrintStream progress;
  private final Map<String, Integer> faults = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();

  /**
   * @param number from 1
   * @param processes starts children, with data and logs in a directory of this round
   * @param random decides which faults are made and when; derived from seed and number
   * @param progress for a person, standard error
   */
  Round(int number, LocalProcesses processes, RandomGenerator random, PrintStream progress) {
    this.number = number;
    this.processes = processes;
    this.random = random;
    this.progress = progress;
  }

  int number() {
    return number;
  }

  LocalProcesses processes() {
    return processes;
  }

  RandomGenerator random() {
    return random;
  }

  void say(String line) {
    progress.println("round " + number + ": " + line);
  }

  /** Counts a fault that was made, such as {@code sigkill token-service}. */
  void fault(String what) {
    faults.merge(what, 1, Integer::sum);
    say(what);
  }

  /** The guarantee did not hold. */
  void violation(String what) {
    violations.add("round " + number + ": " + what);
    say("VIOLATION: " + what);
  }

  Map<String, Integer> faults() {
    return faults;
  }

  List<String> violations() {
    return violations;
  }
}

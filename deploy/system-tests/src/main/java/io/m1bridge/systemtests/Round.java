package io.m1bridge.systemtests;

import io.m1bridge.process.LocalProcesses;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What one round works with, and what it found. */
public final class Round {

  private final int number;
  private final long seed;
  private final LocalProcesses processes;
  private final RandomGenerator random;
  private final PrintStream progress;
  private final Map<String, Integer> faults = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();

  /**
   * @param number from 1
   * @param seed of all rounds
   * @param processes starts children, with data and logs in a directory of this round
   * @param random decides which faults are made and when; derived from seed and number
   * @param progress for a person, standard error
   */
  public Round(
      int number,
      long seed,
      LocalProcesses processes,
      RandomGenerator random,
      PrintStream progress) {
    this.number = number;
    this.seed = seed;
    this.processes = processes;
    this.random = random;
    this.progress = progress;
  }

  public int number() {
    return number;
  }

  /** Whether this is the one of so many rounds in a row that the seed chooses. */
  public boolean isOneIn(int rounds) {
    return Math.floorMod(seed + number, rounds) == 0;
  }

  public LocalProcesses processes() {
    return processes;
  }

  public RandomGenerator random() {
    return random;
  }

  public void say(String line) {
    progress.println("round " + number + ": " + line);
  }

  /** Counts a fault that was made, such as {@code sigkill token-service}. */
  public void fault(String what) {
    faults.merge(what, 1, Integer::sum);
    say(what);
  }

  /** The guarantee did not hold. */
  public void violation(String what) {
    violations.add("round " + number + ": " + what);
    say("VIOLATION: " + what);
  }

  public Map<String, Integer> faults() {
    return faults;
  }

  public List<String> violations() {
    return violations;
  }
}

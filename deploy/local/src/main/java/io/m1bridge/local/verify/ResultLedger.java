package io.m1bridge.local.verify;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts ends per change: each valid one needs exactly one terminal result, each invalid one a dead
 * letter. Thread-safe: producing and reading go on at the same time, in any order.
 */
public final class ResultLedger {
  private final Map<Position, Boolean> validByPosition = new HashMap<>();
  private final Map<Position, Integer> terminal = new HashMap<>();
  private final Map<Position, Integer> deadLetters = new HashMap<>();
  private final Set<Position> parked = new HashSet<>();

  /** A change was produced there. */
  public synchronized void produced(Position position, boolean valid) {
    validByPosition.put(position, valid);
  }

  /** A terminal result for the change there was published. */
  public synchronized void settled(Position position) {
    terminal.merge(position, 1, Integer::sum);
  }

  /** The change there waits. */
  public synchronized void parked(Position position) {
    parked.add(position);
  }

  /** The record there became a dead letter. */
  public synchronized void deadLettered(Position position) {
    deadLetters.merge(position, 1, Integer::sum);
  }

  /**
   * The state now.
   *
   * @param changes produced
   * @param pending valid changes without a terminal result, and invalid ones without a dead letter
   * @param parked of these, changes that the service said to be waiting
   * @param doubled valid changes with more than one terminal result
   * @param deadLetters dead letters of invalid changes
   * @param wrong valid changes that became dead letters, and invalid ones that were doubled or
   *     applied
   */
  public record State(
      int changes, int settled, int pending, int parked, int doubled, int deadLetters, int wrong) {

    /** Whether every change has reached its end, be it the right one or not. */
    public boolean complete() {
      return pending == 0;
    }

    /** Changes that did not end as they must: the figure {@code unsettled}. */
    public int unsettled() {
      return pending + doubled + wrong;
    }
  }

  public synchronized State state() {
    int settled = 0;
    int pending = 0;
    int waiting = 0;
    int doubled = 0;
    int letters = 0;
    int wrong = 0;
    for (Map.Entry<Position, Boolean> entry : validByPosition.entrySet()) {
      Position position = entry.getKey();
      int ends = terminal.getOrDefault(position, 0);
      int dead = deadLetters.getOrDefault(position, 0);
      boolean valid = entry.getValue();
      // A bad change may have the result "rejected" beside its dead letter.
      boolean ended = valid ? ends > 0 || dead > 0 : dead > 0;
      settled += ended ? 1 : 0;
      pending += ended ? 0 : 1;
      waiting += !ended && parked.contains(position) ? 1 : 0;
      doubled += valid && ends > 1 ? 1 : 0;
      letters += !valid && dead > 0 ? 1 : 0;
      wrong += (valid && dead > 0) || (!valid && (dead > 1 || ends > 1)) ? 1 : 0;
    }
    return new State(validByPosition.size(), settled, pending, waiting, doubled, letters, wrong);
  }
}

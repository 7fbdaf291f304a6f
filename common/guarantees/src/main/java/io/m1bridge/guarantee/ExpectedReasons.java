package io.m1bridge.guarantee;

import io.m1bridge.contracts.SyncResult.Coordinates;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares the reason codes of dead letters with those that are known beforehand, in whichever
 * order the two come. Not thread-safe.
 */
final class ExpectedReasons {
  private final Map<Coordinates, String> expected = new HashMap<>();
  private final Map<Coordinates, String> seen = new HashMap<>();
  private final Map<String, Integer> wrong = new TreeMap<>();
  private int count;

  void expect(Coordinates position, String code) {
    expected.put(position, code);
    compare(position);
  }

  void letter(Coordinates position, String code) {
    seen.put(position, code);
    compare(position);
  }

  private void compare(Coordinates position) {
    String should = expected.get(position);
    String is = seen.get(position);
    if (should != null && is != null && !should.equals(is)) {
      count++;
      wrong.merge(is + " in place of " + should, 1, Integer::sum);
    }
  }

  /** How many letters have another reason than they must. */
  int count() {
    return count;
  }

  /** What is wrong, and how often. */
  Map<String, Integer> wrong() {
    return Map.copyOf(wrong);
  }
}

package io.m1bridge.secretsscan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds any of many secrets in a text in one pass: the first eight characters of each are packed
 * into a number, which rolls over the text; a bit set turns almost every position down. An
 * automaton over tens of thousands of random tokens would take a hundred times the memory.
 */
final class SecretIndex {

  private static final int WINDOW = Long.BYTES;
  private static final int FILTER_BITS = 22;

  private final BitSet filter = new BitSet(1 << FILTER_BITS);
  private final Map<Long, List<String>> byStart = new HashMap<>();
  private final Map<String, String> kinds;

  /**
   * @param kinds secrets of at least eight characters, with their kinds
   */
  SecretIndex(Map<String, String> kinds) {
    this.kinds = Map.copyOf(kinds);
    for (String secret : kinds.keySet()) {
      if (secret.length() < WINDOW) {
        throw new IllegalArgumentException("A secret is too short to be looked for");
      }
      long start = 0;
      for (int i = 0; i < WINDOW; i++) {
        start = roll(start, secret.charAt(i));
      }
      filter.set(slot(start));
      byStart.computeIfAbsent(start, key -> new ArrayList<>()).add(secret);
    }
  }

  /** The kinds of secrets that stand in a text, sorted; never the secrets. */
  TreeSet<String> find(String text) {
    TreeSet<String> found = new TreeSet<>();
    long window = 0;
    for (int i = 0; i < text.length(); i++) {
      window = roll(window, text.charAt(i));
      if (filter.get(slot(window))) {
        for (String secret : byStart.getOrDefault(window, List.of())) {
          if (text.startsWith(secret, i - WINDOW + 1)) {
            found.add(kinds.getOrDefault(secret, ""));
          }
        }
      }
    }
    return found;
  }

  private static long roll(long window, char next) {
    return (window << 8) | (next & 0xff);
  }

  private static int slot(long window) {
    return (int) ((window * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - FILTER_BITS));
  }
}

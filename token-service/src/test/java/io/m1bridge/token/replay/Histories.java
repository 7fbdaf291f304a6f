package io.m1bridge.token.replay;

import io.m1bridge.token.log.MemoryLog.Written;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What a broker may make of a log: any of its legal compactions. */
final class Histories {

  private Histories() {}

  /**
   * The latest record of each key, any of the earlier ones. A tombstone may go, but only after all
   * that it covers.
   */
  static List<Written> compacted(List<Written> records, Random random) {
    Map<String, Long> latest = latest(records);
    Set<String> gone = new HashSet<>();
    for (Written r : records) {
      if (isLatest(r, latest) && r.value() == null && random.nextBoolean()) {
        gone.add(r.key());
      }
    }
    List<Written> kept = new ArrayList<>();
    for (Written r : records) {
      if (!gone.contains(r.key()) && (isLatest(r, latest) || random.nextBoolean())) {
        kept.add(r);
      }
    }
    return kept;
  }

  /** Only what must stay. */
  static List<Written> fullyCompacted(List<Written> records) {
    Map<String, Long> latest = latest(records);
    return records.stream().filter(r -> isLatest(r, latest) && r.value() != null).toList();
  }

  /** In another order: the reader, and the owner's own commits, reach the view on two ways. */
  static List<Written> shuffled(List<Written> records, Random random) {
    List<Written> shuffled = new ArrayList<>(records);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static Map<String, Long> latest(List<Written> records) {
    Map<String, Long> latest = new HashMap<>();
    records.forEach(r -> latest.put(r.key(), r.offset()));
    return latest;
  }

  private static boolean isLatest(Written record, Map<String, Long> latest) {
    return latest.getOrDefault(record.key(), -1L) == record.offset();
  }
}

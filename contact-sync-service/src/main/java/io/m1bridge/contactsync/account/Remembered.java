package io.m1bridge.contactsync.account;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is remembered in memory, of so many and no more. */
public final class Remembered {

  private Remembered() {}

  /** A map that gives up the entry that came first once there are more than these. */
  public static <K, V> Map<K, V> atMost(int entries) {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > entries;
      }
    };
  }
}

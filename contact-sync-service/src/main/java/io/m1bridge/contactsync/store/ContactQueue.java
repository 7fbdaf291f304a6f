package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.Suspect;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.m1.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The queue of each account and lane, oldest first, in the ledger's store; its depths in memory,
 * counted again when the task starts. Parts of refused batches queue apart.
 */
public final class ContactQueue {

  private static final String QUEUE = "queue/";
  private static final String SPLIT = "split/";

  private final KeyValueStore<String, byte[]> store;
  private final Map<AccountId, Map<Lane, Integer>> depths = new HashMap<>();
  private final Map<AccountId, Map<String, Integer>> parts = new LinkedHashMap<>();

  public ContactQueue(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** Counts what is there. */
  public void load() {
    for (String prefix : List.of(QUEUE, SPLIT)) {
      try (KeyValueIterator<String, byte[]> all = store.range(prefix, Ledger.end(prefix))) {
        while (all.hasNext()) {
          count(all.next().key, 1);
        }
      }
    }
  }

  /** Where a contact would stand that came at this time. */
  public static String place(ContactKey key, Lane lane, @Nullable Suspect suspect, Instant since) {
    return suspect == null
        ? QUEUE + key.account() + "/" + lane + "/" + ordered(since) + "/" + key.key()
        : SPLIT + key.account() + "/" + lane + "/" + suspect.part() + "/" + key.key();
  }

  /** Whether a place is in this lane and part. */
  public static boolean isIn(String place, Lane lane, @Nullable Suspect suspect) {
    String[] names = place.split("/", 5);
    return names[2].equals(lane.name())
        && (suspect == null
            ? place.startsWith(QUEUE)
            : place.startsWith(SPLIT) && names[3].equals(suspect.part()));
  }

  public void add(String place, ContactKey key) {
    store.put(place, key.key().getBytes(StandardCharsets.UTF_8));
    count(place, 1);
  }

  public void remove(String place) {
    store.delete(place);
    count(place, -1);
  }

  /** The accounts that have something queued. */
  public Set<AccountId> accounts() {
    Set<AccountId> accounts = new LinkedHashSet<>(depths.keySet());
    accounts.addAll(parts.keySet());
    return accounts;
  }

  public int depth(AccountId account, Lane lane) {
    return depths.getOrDefault(account, Map.of()).getOrDefault(lane, 0);
  }

  /** All queued contacts of an account, parts of refused batches included. */
  public int depth(AccountId account) {
    int depth = 0;
    for (int one : depths.getOrDefault(account, Map.of()).values()) {
      depth += one;
    }
    for (int one : parts.getOrDefault(account, Map.of()).values()) {
      depth += one;
    }
    return depth;
  }

  /** When the oldest of a lane came. */
  public Optional<Instant> oldest(AccountId account, Lane lane) {
    if (depth(account, lane) == 0) {
      return Optional.empty();
    }
    String prefix = QUEUE + account + "/" + lane + "/";
    try (KeyValueIterator<String, byte[]> all = store.range(prefix, Ledger.end(prefix))) {
      return all.hasNext()
          ? Optional.of(Instant.ofEpochMilli(Long.parseLong(all.next().key.split("/", 5)[3])))
          : Optional.empty();
    }
  }

  /** The oldest contacts of a lane. */
  public List<ContactKey> scan(AccountId account, Lane lane, int most) {
    return scan(account, QUEUE + account + "/" + lane + "/", most);
  }

  /** The smallest part of a refused batch that waits, as {@code lane/part}. */
  public Optional<String> smallestPart(AccountId account) {
    return parts.getOrDefault(account, Map.of()).entrySet().stream()
        .min(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }

  /** The contacts of a part. */
  public List<ContactKey> scanPart(AccountId account, String laneAndPart, int most) {
    return scan(account, SPLIT + account + "/" + laneAndPart + "/", most);
  }

  private List<ContactKey> scan(AccountId account, String prefix, int most) {
    List<ContactKey> keys = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all = store.range(prefix, Ledger.end(prefix))) {
      while (all.hasNext() && keys.size() < most) {
        KeyValue<String, byte[]> entry = all.next();
        keys.add(new ContactKey(account, new String(entry.value, StandardCharsets.UTF_8)));
      }
    }
    return keys;
  }

  private void count(String place, int by) {
    String[] names = place.split("/", 5);
    AccountId account = new AccountId(names[1]);
    if (place.startsWith(QUEUE)) {
      depths
          .computeIfAbsent(account, a -> new EnumMap<>(Lane.class))
          .merge(Lane.valueOf(names[2]), by, Integer::sum);
    } else {
      Map<String, Integer> counts = parts.computeIfAbsent(account, a -> new HashMap<>());
      counts.merge(names[2] + "/" + names[3], by, Integer::sum);
      counts.values().removeIf(left -> left <= 0);
    }
  }

  private static String ordered(Instant since) {
    return String.format(Locale.ROOT, "%015d", Math.max(0, since.toEpochMilli()));
  }
}

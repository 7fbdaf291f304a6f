package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.m1.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The queue of each account and lane, oldest first, in the ledger's store; its depths in memory,
 * counted again when the task starts. What has to wait for something of its own stands {@link
 * Aside}.
 */
public final class ContactQueue {

  static final String QUEUE = "queue/";
  private static final String ASIDE = "aside/";
  static final int PARTS = 5;

  private final KeyValueStore<String, byte[]> store;
  private final Map<AccountId, Map<Lane, Integer>> depths = new HashMap<>();
  private final Map<AccountId, Map<Place, Integer>> asides = new LinkedHashMap<>();

  public ContactQueue(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** A place beside a lane. */
  public record Place(Lane lane, Aside aside) {
    /** Whether calls are to be made for who stands here. */
    private boolean isWaiting() {
      return aside.kind() != Aside.Kind.PROPERTY_MISSING && aside.kind() != Aside.Kind.LISTS;
    }

    private String stored() {
      return lane + "/" + aside.kind() + "~" + aside.name();
    }

    private static Place of(String lane, String aside) {
      int at = aside.indexOf('~');
      return new Place(
          Lane.valueOf(lane),
          new Aside(Aside.Kind.valueOf(aside.substring(0, at)), aside.substring(at + 1)));
    }
  }

  /** Counts what is there. */
  public void load() {
    for (String prefix : List.of(QUEUE, ASIDE)) {
      try (KeyValueIterator<String, byte[]> all = store.range(prefix, Ledger.end(prefix))) {
        while (all.hasNext()) {
          count(all.next().key, 1);
        }
      }
    }
  }

  /** The entry of a contact that came at this time. */
  static String entry(ContactKey key, Lane lane, @Nullable Aside aside, Instant since) {
    return aside == null
        ? QUEUE + key.account() + "/" + lane + "/" + Ledger.ordered(since) + "/" + key.key()
        : ASIDE + key.account() + "/" + new Place(lane, aside).stored() + "/" + key.key();
  }

  /** Whether an entry is in this lane, or at this place beside it. */
  static boolean isIn(String entry, Lane lane, @Nullable Aside aside) {
    String[] names = entry.split("/", PARTS);
    return aside == null
        ? entry.startsWith(QUEUE) && names[2].equals(lane.name())
        : entry.startsWith(ASIDE) && Place.of(names[2], names[3]).equals(new Place(lane, aside));
  }

  void add(String entry, ContactKey key) {
    store.put(entry, key.key().getBytes(StandardCharsets.UTF_8));
    count(entry, 1);
  }

  void remove(String entry) {
    store.delete(entry);
    count(entry, -1);
  }

  /** The accounts that have something queued. */
  public Set<AccountId> accounts() {
    Set<AccountId> accounts = new LinkedHashSet<>(depths.keySet());
    accounts.addAll(asides.keySet());
    return accounts;
  }

  public int depth(AccountId account, Lane lane) {
    return depths.getOrDefault(account, Map.of()).getOrDefault(lane, 0);
  }

  /** Queued contacts of an account that calls are to be made for, those aside included. */
  public int depth(AccountId account) {
    int depth = 0;
    for (int one : depths.getOrDefault(account, Map.of()).values()) {
      depth += one;
    }
    for (Map.Entry<Place, Integer> one : asides.getOrDefault(account, Map.of()).entrySet()) {
      depth += one.getKey().isWaiting() ? one.getValue() : 0;
    }
    return depth;
  }

  /** Queued contacts of a lane that calls are to be made for, those beside it included. */
  public int waiting(AccountId account, Lane lane) {
    int waiting = depth(account, lane);
    for (Map.Entry<Place, Integer> one : asides.getOrDefault(account, Map.of()).entrySet()) {
      waiting += one.getKey().lane() == lane && one.getKey().isWaiting() ? one.getValue() : 0;
    }
    return waiting;
  }

  /** Whether contacts wait until all that M1 lists is read. */
  public boolean waitsForLists(AccountId account) {
    return asides.getOrDefault(account, Map.of()).entrySet().stream()
        .anyMatch(one -> one.getKey().aside().kind() == Aside.Kind.LISTS && one.getValue() > 0);
  }

  /** When the oldest of a lane came. */
  public Optional<Instant> oldest(AccountId account, Lane lane) {
    if (depth(account, lane) == 0) {
      return Optional.empty();
    }
    String prefix = QUEUE + account + "/" + lane + "/";
    try (KeyValueIterator<String, byte[]> all = store.range(prefix, Ledger.end(prefix))) {
      return all.hasNext()
          ? Optional.of(Instant.ofEpochMilli(Long.parseLong(all.next().key.split("/", PARTS)[3])))
          : Optional.empty();
    }
  }

  /** The oldest contacts of a lane. */
  public List<ContactKey> scan(AccountId account, Lane lane, int most) {
    return scan(account, QUEUE + account + "/" + lane + "/", most);
  }

  /**
   * An entry of a lane.
   *
   * @param id entries of a lane are in the order of their ids, which is that of their age
   */
  public record Entry(String id, ContactKey contact) {}

  /**
   * The oldest entries of a lane that came before a time.
   *
   * @param after id of the entry before the first; empty for none
   */
  public List<Entry> older(AccountId account, Lane lane, Instant before, String after, int most) {
    if (depth(account, lane) == 0) {
      return List.of();
    }
    String prefix = QUEUE + account + "/" + lane + "/";
    String end = prefix + Ledger.ordered(before);
    return entries(account, after.isEmpty() ? prefix : after, end, after, most);
  }

  private List<Entry> entries(AccountId account, String from, String to, String after, int most) {
    List<Entry> entries = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all = store.range(from, to)) {
      while (all.hasNext() && entries.size() < most) {
        KeyValue<String, byte[]> entry = all.next();
        if (!entry.key.equals(after)) {
          entries.add(new Entry(entry.key, contact(account, entry.value)));
        }
      }
    }
    return entries;
  }

  private static ContactKey contact(AccountId account, byte[] key) {
    return new ContactKey(account, new String(key, StandardCharsets.UTF_8));
  }

  /**
   * The place of this kind where the fewest contacts wait; last what is doubted, each in its turn.
   */
  public Optional<Place> smallest(AccountId account, Aside.Kind kind) {
    return asides.getOrDefault(account, Map.of()).entrySet().stream()
        .filter(entry -> entry.getKey().aside().kind() == kind)
        .min(
            Comparator.comparing(ContactQueue::isDoubted)
                .thenComparing(entry -> isDoubted(entry) ? 0 : entry.getValue())
                .thenComparing(entry -> entry.getKey().aside().name())
                .thenComparing(entry -> entry.getKey().lane()))
        .map(Map.Entry::getKey);
  }

  private static boolean isDoubted(Map.Entry<Place, Integer> entry) {
    return entry.getKey().aside().isDoubted();
  }

  /** Whether a contact waits for custom properties, or was rejected for a missing one. */
  public boolean isForProperties(AccountId account) {
    return asides.getOrDefault(account, Map.of()).keySet().stream()
        .map(place -> place.aside().kind())
        .anyMatch(kind -> kind == Aside.Kind.LABELS || kind == Aside.Kind.PROPERTY_MISSING);
  }

  /** All places of this kind where contacts wait: one per lane. */
  public List<Place> places(AccountId account, Aside.Kind kind) {
    return asides.getOrDefault(account, Map.of()).keySet().stream()
        .filter(place -> place.aside().kind() == kind)
        .toList();
  }

  /** The contacts at a place beside a lane. */
  public List<ContactKey> scan(AccountId account, Place place, int most) {
    return scan(account, ASIDE + account + "/" + place.stored() + "/", most);
  }

  /**
   * The same, behind an entry.
   *
   * @param after its id; empty for the first ones
   */
  public List<Entry> scan(AccountId account, Place place, String after, int most) {
    String prefix = ASIDE + account + "/" + place.stored() + "/";
    return entries(account, after.isEmpty() ? prefix : after, Ledger.end(prefix), after, most);
  }

  /**
   * Some of an account's queued contacts.
   *
   * @param contacts none if there are no more
   * @param last where the next portion goes on
   */
  public record Portion(List<ContactKey> contacts, String last) {}

  /**
   * Queued contacts of an account, those aside included, portion by portion.
   *
   * @param last of the portion before; an empty text before the first
   */
  public Portion portion(AccountId account, String last, int most) {
    List<ContactKey> keys = new ArrayList<>();
    String at = last;
    // In the order of their keys, which is that of the portions.
    for (String prefix : List.of(ASIDE + account + "/", QUEUE + account + "/")) {
      String end = Ledger.end(prefix);
      String from = at.compareTo(prefix) < 0 ? prefix : at + '\0';
      if (from.compareTo(end) >= 0) {
        continue;
      }
      try (KeyValueIterator<String, byte[]> all = store.range(from, end)) {
        while (all.hasNext() && keys.size() < most) {
          KeyValue<String, byte[]> entry = all.next();
          at = entry.key;
          keys.add(new ContactKey(account, new String(entry.value, StandardCharsets.UTF_8)));
        }
      }
    }
    return new Portion(keys, at);
  }

  private List<ContactKey> scan(AccountId account, String prefix, int most) {
    List<ContactKey> keys = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all = store.range(prefix, Ledger.end(prefix))) {
      while (all.hasNext() && keys.size() < most) {
        KeyValue<String, byte[]> entry = all.next();
        keys.add(contact(account, entry.value));
      }
    }
    return keys;
  }

  private void count(String entry, int by) {
    String[] names = entry.split("/", PARTS);
    AccountId account = new AccountId(names[1]);
    if (entry.startsWith(QUEUE)) {
      depths
          .computeIfAbsent(account, a -> new EnumMap<>(Lane.class))
          .merge(Lane.valueOf(names[2]), by, Integer::sum);
    } else {
      Map<Place, Integer> counts = asides.computeIfAbsent(account, a -> new HashMap<>());
      counts.merge(Place.of(names[2], names[3]), by, Integer::sum);
      counts.values().removeIf(left -> left <= 0);
    }
  }
}

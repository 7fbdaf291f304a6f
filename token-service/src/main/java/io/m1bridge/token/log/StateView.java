package io.m1bridge.token.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.secret.KeyId;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import io.m1bridge.token.secret.Keyset.Why;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountCodec;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log says, in memory, at every replica. Filled by the reader, and by the owner's own
 * commits at once; the higher offset wins, so the two may come in any order.
 */
public final class StateView {

  private static final Logger LOG = LoggerFactory.getLogger(StateView.class);
  private static final String OWNER_KEY = "@owner/";
  private static final String ROLL_KEY = "@beat/";

  private final AccountCodec codec;
  private final int partitions;
  private final ObjectMapper json = new ObjectMapper();
  private final ConcurrentMap<AccountId, Entry> entries = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, PartitionOwner.Notice> owners = new ConcurrentHashMap<>();

  /** Counts what happened to entries, after it happened. */
  private final AtomicLong changes = new AtomicLong();

  private volatile Sorted sorted = new Sorted(0, List.of());
  private volatile boolean reporting;

  StateView(AccountCodec codec, int partitions) {
    this.codec = codec;
    this.partitions = partitions;
  }

  /** The account, if it is known and its record can be read. */
  public Optional<Account> account(AccountId id) {
    Entry entry = entries.get(id);
    return entry == null ? Optional.empty() : Optional.ofNullable(entry.account());
  }

  /** Why the account's record cannot be read; empty if it can, or there is none. */
  public Optional<String> damage(AccountId id) {
    Entry entry = entries.get(id);
    return entry == null ? Optional.empty() : Optional.ofNullable(entry.damage());
  }

  /**
   * All readable accounts, sorted by id. Cheap while nothing changes: the rounds of upkeep ask
   * several times a second, and sorting 10,000 accounts each time is most of an idle replica's
   * work.
   */
  public List<Account> accounts() {
    Sorted known = sorted;
    long now = changes.get();
    if (known.changes() != now) {
      known = new Sorted(now, sorted());
      sorted = known;
    }
    return known.accounts();
  }

  private List<Account> sorted() {
    return entries.values().stream()
        .flatMap(entry -> Optional.ofNullable(entry.account()).stream())
        .sorted(Comparator.comparing(account -> account.id().value()))
        .toList();
  }

  /** Ids whose record cannot be read. */
  public Collection<AccountId> damaged() {
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().damage() != null)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How many records each key protects, by the keys that are needed to read the log. */
  public SortedMap<KeyId, Integer> recordsByKey() {
    SortedMap<KeyId, Integer> counts = new TreeMap<>();
    for (Entry entry : entries.values()) {
      if (entry.key() != null) {
        counts.merge(entry.key(), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Whether the account can be read and is protected by another key than this one. */
  public boolean isSealedOtherwise(AccountId id, KeyId key) {
    Entry entry = entries.get(id);
    return entry != null
        && entry.account() != null
        && entry.key() != null
        && !entry.key().equals(key);
  }

  /** Accounts whose record needs this key, readable or not, sorted. */
  public List<AccountId> sealedBy(KeyId key) {
    return entries.entrySet().stream()
        .filter(entry -> key.equals(entry.getValue().key()))
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing(AccountId::value))
        .toList();
  }

  /** Tries again what could not be read: its key may be there now. */
  public void retryDamaged() {
    for (AccountId id : damaged()) {
      entries.computeIfPresent(
          id,
          (k, known) -> known.damage() == null ? known : read(id, known.offset(), known.unread()));
    }
    changes.incrementAndGet();
  }

  /**
   * From now on what cannot be read is an error of the log. Before, while the log is read from its
   * beginning, it may be the past of an account: under a key that was taken out since.
   */
  void reportDamage() {
    reporting = true;
    entries.forEach(
        (id, entry) -> {
          if (entry.damage() != null) {
            report(id, entry);
          }
        });
  }

  /** Where an account lives. */
  public int partition(AccountId id) {
    return AccountPartitioner.partition(id.value(), partitions);
  }

  Optional<PartitionOwner> owner(int partition) {
    return Optional.ofNullable(owners.get(partition)).map(PartitionOwner.Notice::owner);
  }

  void apply(int partition, long offset, String key, byte @Nullable [] value) {
    if (key.startsWith(OWNER_KEY)) {
      applyOwner(partition, offset, value);
    } else if (key.startsWith(ROLL_KEY)) {
      LogLine.debug(LOG).with(LogKey.PARTITION, partition).say("A marker that closes a segment");
    } else if (AccountId.isValid(key)) {
      AccountId id = new AccountId(key);
      entries.compute(
          id,
          (k, known) ->
              known != null && known.offset() >= offset ? known : read(id, offset, value));
      changes.incrementAndGet();
    } else {
      LogLine.warn(LOG)
          .with(LogKey.PARTITION, partition)
          .with(LogKey.OFFSET, offset)
          .say("A record has a key that is no account");
    }
  }

  /**
   * What this replica committed itself.
   *
   * @param value the account as it was written
   */
  void applyOwn(long offset, AccountId id, @Nullable Account account, byte @Nullable [] value) {
    entries.compute(
        id,
        (k, known) ->
            known != null && known.offset() >= offset
                ? known
                : account == null || value == null
                    ? Entry.gone(offset)
                    : new Entry(offset, account, codec.keyOf(value), null, null));
    changes.incrementAndGet();
  }

  private Entry read(AccountId id, long offset, byte @Nullable [] value) {
    if (value == null) {
      return Entry.gone(offset);
    }
    try {
      AccountCodec.Opened opened = codec.open(id, value);
      return new Entry(offset, opened.account(), opened.key(), null, null);
    } catch (UnreadableSecret e) {
      Entry entry = new Entry(offset, null, codec.keyOf(value), e, value);
      if (reporting) {
        report(id, entry);
      }
      return entry;
    }
  }

  private static void report(AccountId id, Entry entry) {
    UnreadableSecret why = Objects.requireNonNull(entry.why());
    LogLine.error(LOG)
        .with(LogKey.ACCOUNT_ID, id)
        .with(LogKey.OFFSET, entry.offset())
        .with(LogKey.REASON, why.getMessage())
        .say(
            why.why() == Why.UNKNOWN_KEY
                ? "An account's record cannot be read: put the key back into the keyset, or erase the"
                    + " account and connect it again"
                : "An account's record cannot be read: erase the account and connect it again");
  }

  private void applyOwner(int partition, long offset, byte @Nullable [] value) {
    if (value == null) {
      return;
    }
    try {
      PartitionOwner owner =
          json.readValue(new String(value, StandardCharsets.UTF_8), PartitionOwner.class);
      owners.merge(
          partition,
          new PartitionOwner.Notice(offset, owner),
          (known, read) -> known.offset() > read.offset() ? known : read);
    } catch (JsonProcessingException e) {
      LogLine.warn(LOG)
          .with(LogKey.PARTITION, partition)
          .say("The owner record cannot be read; requests are not forwarded");
    }
  }

  static String ownerKey(int partition) {
    return OWNER_KEY + partition;
  }

  static String beatKey(int partition) {
    return ROLL_KEY + partition;
  }

  byte[] encode(PartitionOwner owner) {
    try {
      return json.writeValueAsBytes(owner);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An owner record cannot be written", e);
    }
  }

  /**
   * The accounts as they stood.
   *
   * @param changes counted before they were looked at
   */
  private record Sorted(long changes, List<Account> accounts) {}

  /**
   * The latest record of an account.
   *
   * @param key that protects it
   * @param why it cannot be read
   * @param unread the bytes of what cannot be read
   */
  private record Entry(
      long offset,
      @Nullable Account account,
      @Nullable KeyId key,
      @Nullable UnreadableSecret why,
      byte @Nullable [] unread) {

    static Entry gone(long offset) {
      return new Entry(offset, null, null, null, null);
    }

    @Nullable String damage() {
      return why == null ? null : why.getMessage();
    }
  }
}

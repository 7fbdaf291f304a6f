package io.m1bridge.token.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountCodec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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

  private final AccountCodec codec;
  private final int partitions;
  private final ObjectMapper json = new ObjectMapper();
  private final ConcurrentMap<AccountId, Entry> entries = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Owner> owners = new ConcurrentHashMap<>();

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

  /** All readable accounts, sorted by id. */
  public List<Account> accounts() {
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

  /** Where an account lives. */
  public int partition(AccountId id) {
    return AccountPartitioner.partition(id.value(), partitions);
  }

  boolean hasAccounts(int partition) {
    return entries.entrySet().stream()
        .anyMatch(entry -> entry.getValue().isThere() && partition(entry.getKey()) == partition);
  }

  Optional<Owner> owner(int partition) {
    return Optional.ofNullable(owners.get(partition));
  }

  void apply(int partition, long offset, String key, byte @Nullable [] value) {
    if (key.startsWith(OWNER_KEY)) {
      applyOwner(partition, value);
    } else if (AccountId.isValid(key)) {
      AccountId id = new AccountId(key);
      entries.compute(
          id,
          (k, known) ->
              known != null && known.offset() >= offset ? known : read(id, offset, value));
    } else {
      LOG.warn(
          "A record of partition {} at offset {} has a key that is no account", partition, offset);
    }
  }

  void applyOwn(long offset, AccountId id, @Nullable Account account) {
    entries.compute(
        id,
        (k, known) ->
            known != null && known.offset() >= offset ? known : new Entry(offset, account, null));
  }

  private Entry read(AccountId id, long offset, byte @Nullable [] value) {
    if (value == null) {
      return new Entry(offset, null, null);
    }
    try {
      return new Entry(offset, codec.decode(id, value), null);
    } catch (UnreadableSecret e) {
      LOG.error(
          "The record of account {} (offset {}) cannot be read: {}. Restore its key, or connect it again.",
          id,
          offset,
          e.getMessage());
      return new Entry(offset, null, e.getMessage());
    }
  }

  private void applyOwner(int partition, byte @Nullable [] value) {
    if (value == null) {
      owners.remove(partition);
      return;
    }
    try {
      Owner owner = json.readValue(new String(value, StandardCharsets.UTF_8), Owner.class);
      owners.put(partition, owner);
    } catch (JsonProcessingException e) {
      LOG.warn(
          "The owner record of partition {} cannot be read; requests are not forwarded", partition);
    }
  }

  static String ownerKey(int partition) {
    return OWNER_KEY + partition;
  }

  byte[] encode(Owner owner) {
    try {
      return json.writeValueAsBytes(owner);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An owner record cannot be written", e);
    }
  }

  /** Who owns a partition. */
  record Owner(String instance, URI address) {}

  private record Entry(long offset, @Nullable Account account, @Nullable String damage) {
    boolean isThere() {
      return account != null || damage != null;
    }
  }
}

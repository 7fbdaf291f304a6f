package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.kafka.serde.JsonSerde;
import io.m1bridge.m1.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Everything the task remembers besides the contacts, in one store with a prefix per kind: each
 * store costs a RocksDB and a changelog partition per task, and there are 24 tasks.
 */
final class Ledger {

  private static final String ACCOUNT = "account/";
  private static final String INTENT = "intent/";
  private static final String EMAIL = "email/";
  private static final String JOB = "job/";
  private static final String GROUP = "group/";

  private final KeyValueStore<String, byte[]> store;
  private final Part<AccountDescriptor> accounts = new Part<>(AccountDescriptor.class);
  private final Part<Intent> intents = new Part<>(Intent.class);
  private final Part<EmailHolder> emails = new Part<>(EmailHolder.class);
  private final Part<DeleteJob> jobs = new Part<>(DeleteJob.class);

  Ledger(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  KeyValueStore<String, byte[]> raw() {
    return store;
  }

  void put(AccountDescriptor account) {
    accounts.put(ACCOUNT + account.account(), account);
  }

  void removeAccount(String account) {
    store.delete(ACCOUNT + account);
  }

  List<AccountDescriptor> accounts() {
    return accounts.all(ACCOUNT);
  }

  void put(Intent intent) {
    intents.put(INTENT + intent.callId(), intent);
  }

  Optional<Intent> intent(String callId) {
    return intents.get(INTENT + callId);
  }

  void remove(Intent intent) {
    store.delete(INTENT + intent.callId());
  }

  List<Intent> intents() {
    return intents.all(INTENT);
  }

  Optional<EmailHolder> email(AccountId account, String email) {
    return emails.get(emailKey(account, email));
  }

  void put(AccountId account, String email, @Nullable EmailHolder holder) {
    if (holder == null) {
      store.delete(emailKey(account, email));
    } else {
      emails.put(emailKey(account, email), holder);
    }
  }

  void put(DeleteJob job) {
    jobs.put(JOB + job.account(), job);
  }

  void remove(DeleteJob job) {
    store.delete(JOB + job.account());
  }

  List<DeleteJob> jobs() {
    return jobs.all(JOB);
  }

  /** A marked group that has to be removed. */
  void putGroup(AccountId account, long groupId) {
    store.put(GROUP + account + "/" + groupId, new byte[0]);
  }

  void removeGroup(AccountId account, long groupId) {
    store.delete(GROUP + account + "/" + groupId);
  }

  /** Ids of marked groups that have to be removed, with their account. */
  void groups(BiConsumer<AccountId, Long> consumer) {
    try (KeyValueIterator<String, byte[]> all = store.range(GROUP, end(GROUP))) {
      while (all.hasNext()) {
        String[] parts = all.next().key.split("/", 3);
        consumer.accept(new AccountId(parts[1]), Long.valueOf(parts[2]));
      }
    }
  }

  /** The first key behind all keys with the prefix, which ends in a slash. */
  static String end(String prefix) {
    return prefix.substring(0, prefix.length() - 1) + '0';
  }

  private static String emailKey(AccountId account, String email) {
    return EMAIL + account + "/" + email;
  }

  /** The records under one prefix. */
  private final class Part<T> {
    private final Serde<T> serde;

    Part(Class<T> type) {
      this.serde = JsonSerde.of(type);
    }

    void put(String key, T value) {
      store.put(key, serde.serializer().serialize("ledger", value));
    }

    Optional<T> get(String key) {
      byte[] bytes = store.get(key);
      return bytes == null
          ? Optional.empty()
          : Optional.of(serde.deserializer().deserialize("ledger", bytes));
    }

    List<T> all(String prefix) {
      List<T> all = new ArrayList<>();
      try (KeyValueIterator<String, byte[]> entries = store.range(prefix, end(prefix))) {
        while (entries.hasNext()) {
          KeyValue<String, byte[]> entry = entries.next();
          all.add(serde.deserializer().deserialize("ledger", entry.value));
        }
      }
      return all;
    }
  }
}

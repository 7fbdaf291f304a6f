package io.m1bridge.contactsync.errand.web;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.Labels;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.contactsync.store.KeyedContacts;
import io.m1bridge.contactsync.task.SyncTopology;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.owner.web.Stores;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueIterator;

/** What the mappings write, and what the contacts in the store of the account's task have. */
final class StoredPropertyUse implements PropertyUse {

  /** Some seconds of looking: who asks waits for it. */
  private static final int MOST = 200_000;

  private final Sources sources;
  private final Stores stores;
  private final Replicas replicas;

  StoredPropertyUse(Sources sources, Stores stores, Replicas replicas) {
    this.sources = sources;
    this.stores = stores;
    this.replicas = replicas;
  }

  @Override
  public Set<String> topics(String label) {
    Set<String> topics = new TreeSet<>();
    sources
        .mappedLabels()
        .forEach(
            (topic, labels) -> {
              if (labels.stream().anyMatch(one -> isSame(one, label))) {
                topics.add(topic);
              }
            });
    return topics;
  }

  @Override
  public boolean isIdentity(AccountId account, String label) {
    return stores
        .<byte[], Optional<Identity>>ask(
            SyncTopology.LEDGER,
            replicas.partition(account.value()),
            ledger -> KeyedContacts.identity(ledger, account))
        .flatMap(identity -> FieldNames.label(identity.field()))
        .filter(own -> isSame(own, label))
        .isPresent();
  }

  @Override
  public Holders holders(AccountId account, String label) {
    return stores.<ContactState, Holders>ask(
        SyncTopology.CONTACTS,
        replicas.partition(account.value()),
        store -> {
          long found = 0;
          int seen = 0;
          // A slash ends an account's id, and a zero is the character behind it.
          try (KeyValueIterator<String, ContactState> all =
              store.range(account + "/", account + "0")) {
            while (all.hasNext() && seen < MOST) {
              found += isHolder(all.next().value, label) ? 1 : 0;
              seen++;
            }
            return new Holders(found, !all.hasNext());
          }
        });
  }

  private static boolean isHolder(ContactState contact, String label) {
    return (contact.desired() != null && isNamed(contact.desired().fields().keySet(), label))
        || (contact.synced() != null && isNamed(contact.synced().fields().keySet(), label));
  }

  private static boolean isNamed(Collection<String> fields, String label) {
    return fields.stream()
        .anyMatch(field -> FieldNames.label(field).filter(one -> isSame(one, label)).isPresent());
  }

  private static boolean isSame(String one, String other) {
    return Labels.comparable(one).equals(Labels.comparable(other));
  }
}

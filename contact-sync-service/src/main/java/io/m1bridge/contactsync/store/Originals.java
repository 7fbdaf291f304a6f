package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Original;
import io.m1bridge.contracts.SyncResult.Coordinates;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Open changes as they came, for a dead letter that can be replayed. Apart from the contacts, so
 * that each is written once, and that a contact's record does not grow with it.
 */
public final class Originals {

  private final KeyValueStore<String, Original> store;

  public Originals(KeyValueStore<String, Original> store) {
    this.store = store;
  }

  /** Keeps a change until it ends. */
  public void put(OpenChange change, Original original) {
    store.put(key(change), original);
  }

  /** The change as it came; empty where it is no longer kept. */
  public Optional<Original> get(OpenChange change) {
    return Optional.ofNullable(store.get(key(change)));
  }

  void remove(OpenChange change) {
    store.delete(key(change));
  }

  private static String key(OpenChange change) {
    Coordinates source = change.source();
    return source.topic() + "/" + source.partition() + "/" + source.offset();
  }
}

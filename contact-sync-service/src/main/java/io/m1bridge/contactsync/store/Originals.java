package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Original;
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

  /** Keeps a change until its slot is taken over or freed. */
  public void put(ContactKey contact, OpenChange change, Original original) {
    store.put(key(contact, change.slot()), original);
  }

  /** The change as it came; empty where it is no longer kept. */
  public Optional<Original> get(ContactKey contact, OpenChange change) {
    return Optional.ofNullable(store.get(key(contact, change.slot())));
  }

  /**
   * Frees the slots that are no longer used. A coalesced change costs no delete: the change that it
   * went into has its slot.
   */
  void free(ContactState before, ContactState after) {
    for (int slot = 0; slot <= 1; slot++) {
      if (isUsed(before, slot) && !isUsed(after, slot)) {
        store.delete(key(before.key(), slot));
      }
    }
  }

  private static boolean isUsed(ContactState state, int slot) {
    OpenChange waiting = state.waiting();
    OpenChange carried = state.carried();
    return (waiting != null && waiting.slot() == slot)
        || (carried != null && carried.slot() == slot);
  }

  /** All slots have a name of the same length, so that no two contacts can share one. */
  private static String key(ContactKey contact, int slot) {
    return contact.stored() + "#" + slot;
  }
}

package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Modes;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.m1.AccountId;
import java.util.List;

/**
 * Ends deletes that were queued under a mode that deletes, or in a dry run, where the mode now
 * deletes nothing. Not left to the next permit: the guard may hold them, and there would be nothing
 * that a person could approve.
 */
public final class ForbiddenDeletes {

  /** So that no transaction takes long. */
  private static final int PORTION = 500;

  private final Modes modes;
  private final ContactQueue queue;
  private final ContactStore contacts;

  public ForbiddenDeletes(Modes modes, ContactQueue queue, ContactStore contacts) {
    this.modes = modes;
    this.queue = queue;
    this.contacts = contacts;
  }

  /** Does a portion of an account, if it has any. */
  public void step(AccountId account) {
    if (modes.settling(account).deletes()) {
      return;
    }
    List<ContactKey> keys = queue.scan(account, Lane.DELETE, PORTION);
    for (ContactKey key : keys) {
      ContactState state = contacts.get(key);
      contacts.apply(state, Transition.to(state));
    }
  }
}

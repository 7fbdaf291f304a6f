package io.m1bridge.contactsync.write;

import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Moves;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.m1.AccountId;
import java.util.HashMap;
import java.util.Map;

/**
 * Contacts that wait beside their lanes for what M1 lists: after each pass that read everything
 * those of whom it told enough go on, a portion at a time.
 */
final class ListWaiters {

  private static final int PORTION = 500;

  private final ContactStore contacts;
  private final ContactQueue queue;

  /** The last entry of the queue that was looked at, of each walk under way. */
  private final Map<AccountId, String> walks = new HashMap<>();

  ListWaiters(ContactStore contacts, ContactQueue queue) {
    this.contacts = contacts;
    this.queue = queue;
  }

  /** Puts the next ones back into their lanes. */
  void resume(AccountId account) {
    if (contacts.keyed().lists().takeNews(account)) {
      walks.put(account, "");
    }
    String last = walks.get(account);
    if (last == null) {
      return;
    }
    ContactQueue.Portion portion = queue.portion(account, last, PORTION);
    for (ContactKey key : portion.contacts()) {
      ContactState state = contacts.get(key);
      boolean waits =
          state.progress() instanceof Progress.Queued queued && Aside.LISTS.equals(queued.aside());
      boolean told = contacts.keyed().lists().mayGo(state) || contacts.keyed().lists().has(state);
      if (waits && told) {
        contacts.keyed().lists().passes().helped(account);
        contacts.apply(state, Transition.to(Moves.idle(state)));
      }
    }
    if (portion.contacts().isEmpty()) {
      walks.remove(account);
    } else {
      walks.put(account, portion.last());
    }
  }
}

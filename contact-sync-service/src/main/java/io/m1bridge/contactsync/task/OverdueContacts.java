package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.undelivered.UndeliveredList;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds contacts that have waited for their call for so long that they are listed as undelivered,
 * oldest first. Each lane is walked once, a few contacts at a time; who comes back into it behind
 * that place is listed as it comes.
 */
final class OverdueContacts {

  /** At each tick: each one costs a record and two writes, and a backlog has a million. */
  private static final int MOST = 50;

  private final ContactStore contacts;
  private final ContactQueue queue;
  private final Clock clock;

  /** The last entry looked at, by lane. */
  private final Map<LaneOf, String> seen = new HashMap<>();

  private record LaneOf(AccountId account, Lane lane) {}

  OverdueContacts(ContactStore contacts, ContactQueue queue, Clock clock) {
    this.contacts = contacts;
    this.queue = queue;
    this.clock = clock;
  }

  /** Lists the next ones. */
  void step() {
    Instant before = clock.instant().minus(UndeliveredList.TOLD_AFTER);
    int left = MOST;
    for (AccountId account : List.copyOf(queue.accounts())) {
      for (Lane lane : Lane.values()) {
        left -= step(new LaneOf(account, lane), before, left);
      }
    }
  }

  private int step(LaneOf at, Instant before, int most) {
    List<ContactQueue.Entry> found =
        most == 0
            ? List.of()
            : queue.older(at.account(), at.lane(), before, seen.getOrDefault(at, ""), most);
    for (ContactQueue.Entry entry : found) {
      ContactState waiting = contacts.get(entry.contact());
      contacts.apply(waiting, Transition.to(waiting));
      seen.put(at, entry.id());
    }
    return found.size();
  }
}

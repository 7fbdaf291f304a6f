package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contactsync.plan.Lane;
import io.m1bridge.contactsync.result.ResultPublisher;
import io.m1bridge.contactsync.result.ResultPublisher.Ending;
import io.m1bridge.contracts.SyncResult.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The one way a contact is written: address index, queue place, terminal result and stored state
 * always change together.
 */
public final class ContactStore {

  private final KeyValueStore<String, ContactState> contacts;
  private final AddressIndex emails;
  private final ContactQueue queue;
  private final ResultPublisher emitter;
  private final AddMerge merge;
  private final Clock clock;

  public ContactStore(
      KeyValueStore<String, ContactState> contacts,
      AddressIndex emails,
      ContactQueue queue,
      ResultPublisher emitter,
      AddMerge merge,
      Clock clock) {
    this.contacts = contacts;
    this.emails = emails;
    this.queue = queue;
    this.emitter = emitter;
    this.merge = merge;
    this.clock = clock;
  }

  public ContactState get(ContactKey key) {
    ContactState state = contacts.get(key.stored());
    return state == null ? ContactState.unknown(key) : state;
  }

  /** Whether an address belongs to another contact than this. */
  public boolean isHeldByAnother(ContactKey key, String email) {
    return emails.holder(key.account(), email).filter(holder -> !holder.equals(key)).isPresent();
  }

  public Work work(ContactState state) {
    return Work.of(state, merge);
  }

  public AddMerge merge() {
    return merge;
  }

  /** Writes what became of a contact. */
  public void put(ContactState before, ContactState changed) {
    AddressIndex.Update update = emails.update(before, changed);
    ContactState after = update.state();
    Work work = work(after);
    if (after.parked() && !before.parked()) {
      park(after);
    }
    after = place(before, settle(after, work), work);
    store(after);
    for (ContactKey key : update.freed()) {
      ContactState waiter = get(key);
      put(waiter, waiter.edit().parked(false).done());
    }
  }

  private void park(ContactState state) {
    OpenChange waiting = state.waiting();
    if (waiting != null) {
      emitter.result(
          state.key(),
          waiting,
          new Ending(
              Outcome.PARKED,
              null,
              null,
              "Another contact has this email: this one waits until it is free"));
    }
  }

  private ContactState settle(ContactState state, Work work) {
    OpenChange waiting = state.waiting();
    if (waiting == null
        || state.inFlight() != null
        || state.parked()
        || !(work instanceof Work.None)) {
      return state;
    }
    Outcome outcome = waiting.last() == null ? Outcome.UNCHANGED : Outcome.APPLIED;
    emitter.result(state.key(), waiting, Ending.of(outcome));
    return state.edit().waiting(null).done();
  }

  private ContactState place(ContactState before, ContactState after, Work work) {
    Optional<Lane> lane = Lane.of(work);
    String old = before.place();
    String place = lane.isEmpty() ? null : placeIn(lane.get(), old, after);
    if (old != null && !old.equals(place)) {
      queue.remove(old);
    }
    if (place != null && !place.equals(old)) {
      queue.add(place, after.key());
    }
    ContactState.Edit edit = after.edit().place(place);
    return lane.isEmpty() && after.inFlight() == null ? edit.suspect(null).done() : edit.done();
  }

  private String placeIn(Lane lane, @Nullable String old, ContactState state) {
    if (old != null && ContactQueue.isIn(old, lane, state.suspect())) {
      return old;
    }
    OpenChange waiting = state.waiting();
    Instant since = waiting == null ? clock.instant() : waiting.receivedAt();
    return ContactQueue.place(state.key(), lane, state.suspect(), since);
  }

  private void store(ContactState state) {
    if (state.isForgettable()) {
      contacts.delete(state.key().stored());
    } else {
      contacts.put(state.key().stored(), state);
    }
  }
}

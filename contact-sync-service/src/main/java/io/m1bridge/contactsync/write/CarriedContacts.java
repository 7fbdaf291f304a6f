package io.m1bridge.contactsync.write;

import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Progress.Held;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.store.ContactStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The contacts that a call still holds. */
final class CarriedContacts {

  private final ContactStore contacts;
  private final ContactNet net;

  CarriedContacts(ContactStore contacts, ContactNet net) {
    this.contacts = contacts;
    this.net = net;
  }

  /**
   * The part of a refused batch that the call was for; empty if it was for none. All contacts of a
   * call come from one place, so that the first one tells.
   */
  Optional<Aside> part(Intent intent) {
    return oneByOne(intent)
        .findFirst()
        .map(state -> ((Held) state.progress()).aside())
        .filter(aside -> aside.kind() == Aside.Kind.BISECT);
  }

  /** Applies what became of each contact that the call still holds; a bug costs that contact. */
  void each(Intent intent, Function<ContactState, Transition> change) {
    for (ContactState before : of(intent)) {
      net.compute(before, () -> checked(change.apply(before)))
          .ifPresent(transition -> contacts.apply(before, transition));
    }
  }

  /** What is to be done next is derived here once, so that a bug there is met before any write. */
  private Transition checked(Transition transition) {
    contacts.work(transition.state());
    return transition;
  }

  /** Whether M1 was not known to have one of them: also a full account takes those that it has. */
  boolean hasNew(Intent intent) {
    return oneByOne(intent)
        .anyMatch(
            state -> {
              SentRow row = ((Held) state.progress()).row();
              return row != null && !state.standsUnder(ContactState.normalized(row.email()));
            });
  }

  List<ContactState> of(Intent intent) {
    return oneByOne(intent).toList();
  }

  private Stream<ContactState> oneByOne(Intent intent) {
    return intent.contacts().stream()
        .map(key -> contacts.get(new ContactKey(intent.account(), key)))
        .filter(state -> intent.callId().equals(state.heldBy()));
  }
}

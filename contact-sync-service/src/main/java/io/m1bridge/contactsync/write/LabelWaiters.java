package io.m1bridge.contactsync.write;

import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Moves;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contactsync.property.PropertyCalls;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactQueue.Place;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.m1.AccountId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Contacts that wait beside their lanes for custom properties, those rejected for a missing one
 * too: they go on by themselves once the list shows what they need.
 */
public final class LabelWaiters {

  private static final int MOST = 1_000;

  private final ContactStore contacts;
  private final ContactNet net;
  private final ContactQueue queue;
  private final PropertyCalls properties;
  private final ListWaiters lists;

  public LabelWaiters(
      ContactStore contacts, ContactNet net, ContactQueue queue, PropertyCalls properties) {
    this.contacts = contacts;
    this.net = net;
    this.queue = queue;
    this.properties = properties;
    this.lists = new ListWaiters(contacts, queue);
  }

  /** Puts back into their lanes whom the last list lets go on; also whom M1's contacts do. */
  public void resume(AccountId account) {
    lists.resume(account);
    if (!properties.takeResume(account)) {
      return;
    }
    properties.countAgain(account);
    List<Place> places = new ArrayList<>(queue.places(account, Aside.Kind.LABELS));
    places.addAll(queue.places(account, Aside.Kind.PROPERTY_MISSING));
    boolean more = false;
    for (Place place : places) {
      more |= resume(account, place);
    }
    if (more) {
      properties.resumeAgain(account);
    }
  }

  /** Whether there may be more: the look was cut short, and not for nothing. */
  private boolean resume(AccountId account, Place place) {
    int resumed = 0;
    List<ContactKey> keys = queue.scan(account, place, MOST);
    for (ContactKey key : keys) {
      ContactState state = contacts.get(key);
      Optional<Boolean> goesOn =
          net.compute(state, () -> goesOn(account, place.aside().kind(), contacts.work(state)));
      if (goesOn.orElse(false)) {
        contacts.apply(state, Transition.to(Moves.idle(state)));
        resumed++;
      }
    }
    return resumed > 0 && keys.size() == MOST;
  }

  private boolean goesOn(AccountId account, Aside.Kind kind, Work work) {
    Collection<String> fields = work.fields();
    if (kind == Aside.Kind.PROPERTY_MISSING) {
      return properties.known(account).missing(fields).isEmpty();
    }
    // Asked in any case: what waits since before a restart is wanted of nobody else.
    boolean hasAll =
        properties.hasAll(account, fields) && properties.hasOptions(account, work.written());
    return hasAll || properties.isHopeless(account, fields);
  }
}

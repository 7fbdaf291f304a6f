package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Folding;
import io.m1bridge.contactsync.contact.Moves;
import io.m1bridge.contactsync.contact.Progress;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Keeps the address index along with a contact that changes, and opens circles.
 *
 * <p>Contacts that wait for each other's addresses in a circle would wait for ever. The one that
 * closes it lets its own address go: it is deleted in M1 first and added afterwards, and all others
 * move as always, added first and deleted then.
 */
final class AddressMoves {

  /**
   * Contacts of a circle at most. To follow a longer chain at each step would cost too much where
   * thousands move one after the other; circles of more than a few come from mistakes.
   */
  private static final int LONGEST_CIRCLE = 100;

  private final AddressIndex addresses;
  private final Function<ContactKey, ContactState> contacts;
  private final Predicate<ContactState> mayMove;
  private final UnaryOperator<ContactState> permitted;
  private final Clock clock;

  /**
   * @param contacts finds a contact by its key
   * @param mayMove whether its mode gives a contact another address
   * @param permitted a contact as the mode of its account takes it
   */
  AddressMoves(
      AddressIndex addresses,
      Function<ContactKey, ContactState> contacts,
      Predicate<ContactState> mayMove,
      UnaryOperator<ContactState> permitted,
      Clock clock) {
    this.addresses = addresses;
    this.contacts = contacts;
    this.mayMove = mayMove;
    this.permitted = permitted;
    this.clock = clock;
  }

  /** The contact with the address that it got, or parked; and who may go on for it. */
  AddressIndex.Update update(ContactState before, ContactState changed) {
    AddressIndex.Update update = addresses.update(before, changed, clock.instant());
    if (!mayMove.test(update.state()) || !closesCircle(update.state())) {
      return update;
    }
    ContactState leaving = permitted.apply(Folding.giveUp(Moves.idle(update.state())));
    return addresses.update(update.state(), leaving, clock.instant()).andFreed(update.freed());
  }

  private boolean closesCircle(ContactState last) {
    ContactState at = last;
    for (int step = 0; step < LONGEST_CIRCLE; step++) {
      String wanted = at.wantedAddress();
      if (wanted == null || !(at.progress() instanceof Progress.Parked)) {
        return false;
      }
      Optional<ContactKey> holder = addresses.holder(at.account(), wanted);
      if (holder.isEmpty()) {
        return false;
      }
      if (holder.get().equals(last.key())) {
        return true;
      }
      at = contacts.apply(holder.get());
    }
    return false;
  }
}

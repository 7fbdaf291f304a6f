package io.m1bridge.contactsync.price;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;

/** Whose an address is, by the account as it stands and by what the rows made of it since. */
final class Addresses {

  private static final String TAKEN = "taken ";
  private static final String LEFT = "left ";

  private final Present present;
  private final Prints prints;

  Addresses(Present present, Prints prints) {
    this.present = present;
    this.prints = prints;
  }

  /** Whether an address, normalized, belongs to another contact. */
  boolean isTaken(ContactKey key, String email) {
    return prints.contains(TAKEN + email)
        || (!prints.contains(LEFT + email)
            && present.holder(email).filter(holder -> !holder.equals(key)).isPresent());
  }

  /** A contact gets the address that it wants, and leaves the others that it has. */
  void moves(ContactState state) {
    String wanted = state.wantedAddress();
    state.addressesInM1().stream().filter(one -> !one.equals(wanted)).forEach(this::leaves);
    if (wanted != null && !state.standsUnder(wanted)) {
      prints.add(TAKEN + wanted);
    }
  }

  /** A contact no longer has an address, normalized. */
  void leaves(String email) {
    prints.add(LEFT + email);
  }
}

package io.m1bridge.contactsync.reconcile;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.pack.ListedRows;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Contact;
import java.util.Optional;

/** Whose the rows of an account are, by what its contacts are known by. */
final class RowOwner {

  private final ContactStore contacts;
  private final AccountId account;
  private final Properties properties;
  private final Identity identity;

  RowOwner(ContactStore contacts, AccountId account, Properties properties) {
    this.contacts = contacts;
    this.account = account;
    this.properties = properties;
    this.identity = contacts.keyed().keyedBy(account).orElse(Identity.EMAIL);
  }

  /** Whose a row is. */
  sealed interface Owned {

    /**
     * A contact of the CRM has the address, in M1 or not yet.
     *
     * @param address as M1 shows it
     */
    record Ours(ContactState contact, String address) implements Owned {}

    /**
     * Somebody else.
     *
     * @param address as M1 shows it
     */
    record Foreign(String address) implements Owned {}

    /** Somebody else, who has nothing of what contacts of the account are known by. */
    record Nameless() implements Owned {}

    /** Whose it is cannot be told: perhaps one of ours. */
    record Unreadable() implements Owned {}
  }

  /** Whether contacts of the account are known by something else than their email. */
  boolean isOfKeyed() {
    return !identity.isEmail();
  }

  Owned of(Contact row) {
    if (!ListedRows.canShow(identity, properties)) {
      return new Owned.Unreadable();
    }
    Optional<String> address = ListedRows.address(row, identity, properties);
    if (address.isEmpty()) {
      return identity.isEmail() ? new Owned.Unreadable() : new Owned.Nameless();
    }
    return contacts
        .holding(account, address.get())
        .<Owned>map(holder -> new Owned.Ours(holder, address.get()))
        .orElseGet(() -> new Owned.Foreign(address.get()));
  }
}

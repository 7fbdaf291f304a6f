package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.consent.Suppressions;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.price.Present;
import io.m1bridge.contactsync.store.AddressIndex;
import io.m1bridge.contactsync.store.KeyedContacts;
import io.m1bridge.m1.AccountId;
import java.util.Optional;

/** An account as the stores of a task have it. */
record StoredAccount(TaskStores stores) implements Present {

  @Override
  public ContactState contact(ContactKey key) {
    ContactState known = stores.contacts().get(key.stored());
    return known == null ? ContactState.unknown(key) : known;
  }

  @Override
  public Optional<ContactKey> holder(String address) {
    return AddressIndex.holder(stores.ledger(), TaskHarness.ACCOUNT, address);
  }

  @Override
  public Optional<Identity> identity() {
    return KeyedContacts.identity(stores.ledger(), TaskHarness.ACCOUNT);
  }

  @Override
  public Optional<Suppressions.Suppressed> find(AccountId account, String email) {
    return Suppressions.find(stores.ledger(), account, email);
  }
}

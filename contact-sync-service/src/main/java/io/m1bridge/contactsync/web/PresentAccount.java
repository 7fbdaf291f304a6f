package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.consent.Suppressions;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.price.Present;
import io.m1bridge.contactsync.store.AddressIndex;
import io.m1bridge.contactsync.store.KeyedContacts;
import io.m1bridge.contactsync.task.SyncTopology;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.Stores;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An account as the stores of its task have it.
 *
 * @param partition that it belongs to: of a process with many tasks one store is looked into
 */
record PresentAccount(Stores stores, AccountId account, int partition) implements Present {

  @Override
  public ContactState contact(ContactKey key) {
    @Nullable ContactState known =
        stores.<ContactState, @Nullable ContactState>ask(
            SyncTopology.CONTACTS, partition, contacts -> contacts.get(key.stored()));
    return known == null ? ContactState.unknown(key) : known;
  }

  @Override
  public Optional<ContactKey> holder(String address) {
    return stores.<byte[], Optional<ContactKey>>ask(
        SyncTopology.LEDGER, partition, ledger -> AddressIndex.holder(ledger, account, address));
  }

  @Override
  public Optional<Identity> identity() {
    return stores.<byte[], Optional<Identity>>ask(
        SyncTopology.LEDGER, partition, ledger -> KeyedContacts.identity(ledger, account));
  }

  @Override
  public Optional<Suppressions.Suppressed> find(AccountId of, String email) {
    return stores.<byte[], Optional<Suppressions.Suppressed>>ask(
        SyncTopology.LEDGER, partition, ledger -> Suppressions.find(ledger, of, email));
  }
}

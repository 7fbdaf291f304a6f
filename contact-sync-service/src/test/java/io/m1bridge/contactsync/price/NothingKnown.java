package io.m1bridge.contactsync.price;

import io.m1bridge.contactsync.consent.Suppressions;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.m1.AccountId;
import java.util.Optional;

/** An account of which nothing is known. */
final class NothingKnown implements Present {

  @Override
  public ContactState contact(ContactKey key) {
    return ContactState.unknown(key);
  }

  @Override
  public Optional<ContactKey> holder(String email) {
    return Optional.empty();
  }

  @Override
  public Optional<Suppressions.Suppressed> find(AccountId account, String email) {
    return Optional.empty();
  }
}

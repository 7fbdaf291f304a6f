package io.m1bridge.contactsync.price;

import io.m1bridge.contactsync.consent.Suppressions;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.m1.AccountId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An account of which nothing is known.
 *
 * @param knownBy but maybe what its contacts are known by; null if not
 */
record NothingKnown(@Nullable Identity knownBy) implements Present {

  @Override
  public ContactState contact(ContactKey key) {
    return ContactState.unknown(key);
  }

  @Override
  public Optional<ContactKey> holder(String address) {
    return Optional.empty();
  }

  @Override
  public Optional<Identity> identity() {
    return Optional.ofNullable(knownBy);
  }

  @Override
  public Optional<Suppressions.Suppressed> find(AccountId account, String email) {
    return Optional.empty();
  }
}

package io.m1bridge.contactsync.price;

import io.m1bridge.contactsync.consent.SuppressionLookup;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Identity;
import java.util.Optional;

/** What is known of an account now; only read. */
public interface Present extends SuppressionLookup {

  /** The contact as it stands; {@link ContactState#unknown} if nothing is known of it. */
  ContactState contact(ContactKey key);

  /**
   * The contact that has an address; empty if nobody has.
   *
   * @param address normalized
   */
  Optional<ContactKey> holder(String address);

  /** What its contacts are known by since the first one; empty if that is not on record. */
  Optional<Identity> identity();
}

package io.m1bridge.contactsync.source;

import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.ContactKey;
import org.jspecify.annotations.Nullable;

/**
 * A record as the owner of its contact is to get it.
 *
 * @param key JSON where it was Avro; null for none
 * @param value JSON where it was Avro; null for none
 * @param contact the contact that it changes
 * @param left the delete of the contact in another account, where the record moves it from there;
 *     null if it does not
 */
public record Incoming(
    byte @Nullable [] key,
    byte @Nullable [] value,
    Parsed<ContactKey> contact,
    @Nullable Incoming left) {

  /** One that moves no contact. */
  public Incoming(byte @Nullable [] key, byte @Nullable [] value, Parsed<ContactKey> contact) {
    this(key, value, contact, null);
  }

  @Override
  public String toString() {
    return "Incoming[" + contact.getClass().getSimpleName() + "]";
  }
}

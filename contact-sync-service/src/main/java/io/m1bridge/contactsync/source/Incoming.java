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
 */
public record Incoming(byte @Nullable [] key, byte @Nullable [] value, Parsed<ContactKey> contact) {

  @Override
  public String toString() {
    return "Incoming[" + contact.getClass().getSimpleName() + "]";
  }
}

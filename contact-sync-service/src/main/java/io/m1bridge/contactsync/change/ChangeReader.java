package io.m1bridge.contactsync.change;

import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one topic as changes of contacts. Total: whatever the bytes are, the answer
 * is a value, never an exception.
 */
public interface ChangeReader {

  /**
   * Finds the contact that a record changes: enough to bring it to the contact's owner, who reads
   * the whole.
   */
  Parsed<ContactKey> contact(byte @Nullable [] key, byte @Nullable [] value, Headers headers);

  /**
   * The contact that a record takes out of an account, where it moves one from there to another: a
   * record by itself, since another owner carries it out.
   *
   * @return the value of the record that deletes it, to be read with the same key; null if the
   *     record moves none
   */
  default byte @Nullable [] left(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    return null;
  }

  /** Reads one record. */
  Parsed<ContactChange> parse(byte @Nullable [] key, byte @Nullable [] value, Headers headers);
}

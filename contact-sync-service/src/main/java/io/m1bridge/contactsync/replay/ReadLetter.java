package io.m1bridge.contactsync.replay;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.Original;
import io.m1bridge.contactsync.source.Incoming;
import io.m1bridge.contactsync.task.ReplayedLetter;
import io.m1bridge.contactsync.task.RoutedRecord;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.kafka.deadletter.DeadLetter;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it was read back.
 *
 * @param writtenAt when it was put aside
 * @param contact whose change it was; null where nobody can tell
 * @param isCut too large to have been kept whole: it cannot be replayed
 * @param original the headers that the change came with
 */
record ReadLetter(
    DeadLetter why,
    Instant writtenAt,
    @Nullable ContactKey contact,
    boolean isCut,
    Incoming incoming,
    Headers original) {

  boolean isOf(String account) {
    return contact != null && contact.account().value().equals(account);
  }

  /** Where its change came from first. */
  Coordinates source() {
    return new Coordinates(why.topic(), why.partition(), why.offset());
  }

  /**
   * As its owner takes it.
   *
   * @throws IllegalStateException if it names no contact
   */
  ReplayedLetter replayed(Instant now) {
    if (contact == null) {
      throw new IllegalStateException("A letter without a contact has no owner");
    }
    return new ReplayedLetter(
        contact,
        new RoutedRecord(
            source(),
            now,
            why.timestamp(),
            new Original(
                incoming.key(), incoming.value(), Original.entries(original), why.timestamp())));
  }

  @Override
  public String toString() {
    return "ReadLetter[" + why.reason() + "]";
  }
}

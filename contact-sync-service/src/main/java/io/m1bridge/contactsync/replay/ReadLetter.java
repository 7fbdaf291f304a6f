package io.m1bridge.contactsync.replay;

import io.m1bridge.contactsync.change.Parsed;
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
    return in(account) != null;
  }

  /** The contact of an account whose change it was; null if it was of none there. */
  @Nullable ContactKey in(String account) {
    if (isOf(contact, account)) {
      return contact;
    }
    ContactKey from = leftContact();
    return isOf(from, account) ? from : null;
  }

  private static boolean isOf(@Nullable ContactKey key, String account) {
    return key != null && key.account().value().equals(account);
  }

  /**
   * Whose delete it is besides, where it moves a contact out of an account; null if it does not.
   */
  private @Nullable ContactKey leftContact() {
    Incoming left = contact == null ? null : incoming.left();
    return left != null
            && Replayable.isWithLeft(why.reason())
            && left.contact() instanceof Parsed.Valid<ContactKey> valid
        ? valid.value()
        : null;
  }

  /** Where its change came from first. */
  Coordinates source() {
    return new Coordinates(why.topic(), why.partition(), why.offset());
  }

  /**
   * As the owner of an account takes it.
   *
   * @throws IllegalStateException if it was of no contact there
   */
  ReplayedLetter replayed(String account, Instant now) {
    ContactKey key = in(account);
    if (key == null) {
      throw new IllegalStateException("A letter without a contact has no owner");
    }
    Incoming left = isOf(contact, account) ? null : incoming.left();
    Incoming part = left == null ? incoming : left;
    Headers headers = left == null ? original : RoutedRecord.left(original);
    return new ReplayedLetter(
        key,
        new RoutedRecord(
            source(),
            now,
            why.timestamp(),
            new Original(part.key(), part.value(), Original.entries(headers), why.timestamp())),
        writtenAt);
  }

  @Override
  public String toString() {
    return "ReadLetter[" + why.reason() + "]";
  }
}

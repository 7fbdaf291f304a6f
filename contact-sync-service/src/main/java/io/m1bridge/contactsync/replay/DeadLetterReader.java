package io.m1bridge.contactsync.replay;

import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.Original;
import io.m1bridge.contactsync.source.Incoming;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.contactsync.task.ReplayedLetter;
import io.m1bridge.contactsync.task.RoutedRecord;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.kafka.deadletter.DeadLetter;
import io.m1bridge.kafka.deadletter.Letter;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads a dead letter back as the change that it was. */
final class DeadLetterReader {

  private final Sources sources;
  private final Clock clock;

  DeadLetterReader(Sources sources, Clock clock) {
    this.sources = sources;
    this.clock = clock;
  }

  /** What a record of the topic is to a replay. */
  sealed interface Found {

    /** Not asked for, or no change of a contact of the account. */
    record Other() implements Found {}

    /** Too large to have been kept whole: nothing can be replayed. */
    record Cut() implements Found {}

    record Letters(ReplayedLetter letter) implements Found {}
  }

  /**
   * Looks at a record.
   *
   * @param reason only of this code; null for all
   */
  Found read(ConsumerRecord<byte[], byte[]> record, String account, @Nullable String reason) {
    Optional<DeadLetter> read = DeadLetter.read(record.headers());
    if (read.isEmpty() || (reason != null && !reason.equals(read.get().reason()))) {
      return new Found.Other();
    }
    if (record.headers().lastHeader(Letter.VALUE_BYTES) != null) {
      return new Found.Cut();
    }
    DeadLetter letter = read.get();
    Headers headers = letter.original(record.headers());
    Incoming incoming = sources.incoming(letter.topic(), record.key(), record.value(), headers);
    if (!(incoming.contact() instanceof Parsed.Valid<ContactKey> valid)
        || !valid.value().account().value().equals(account)) {
      return new Found.Other();
    }
    Coordinates source = new Coordinates(letter.topic(), letter.partition(), letter.offset());
    Original original =
        new Original(
            incoming.key(), incoming.value(), Original.entries(headers), letter.timestamp());
    return new Found.Letters(
        new ReplayedLetter(
            valid.value(),
            new RoutedRecord(source, clock.instant(), letter.timestamp(), original)));
  }
}

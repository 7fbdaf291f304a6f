package io.m1bridge.contactsync.replay;

import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.source.Incoming;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.kafka.deadletter.DeadLetter;
import io.m1bridge.kafka.deadletter.Letter;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** Reads a dead letter back as the change that it was. */
final class DeadLetterReader {

  private final Sources sources;

  DeadLetterReader(Sources sources) {
    this.sources = sources;
  }

  /**
   * Reads a record of the topic; empty if it is not asked for.
   *
   * @throws io.m1bridge.contactsync.avro.SchemaPending if the registry does not answer
   */
  Optional<ReadLetter> read(ConsumerRecord<byte[], byte[]> record, LetterFilter filter) {
    Instant writtenAt = Instant.ofEpochMilli(record.timestamp());
    return DeadLetter.read(record.headers())
        .filter(why -> filter.accepts(why.reason(), writtenAt))
        .map(why -> read(record, why, writtenAt));
  }

  private ReadLetter read(
      ConsumerRecord<byte[], byte[]> record, DeadLetter why, Instant writtenAt) {
    Headers headers = why.original(record.headers());
    Incoming incoming = sources.incoming(why.topic(), record.key(), record.value(), headers);
    // Without all of its headers another account may be read than the one that it named.
    boolean known = record.headers().lastHeader(Letter.HEADERS_DROPPED) == null;
    return new ReadLetter(
        why,
        writtenAt,
        known && incoming.contact() instanceof Parsed.Valid<ContactKey> valid
            ? valid.value()
            : null,
        record.headers().lastHeader(Letter.VALUE_BYTES) != null,
        incoming,
        headers);
  }
}

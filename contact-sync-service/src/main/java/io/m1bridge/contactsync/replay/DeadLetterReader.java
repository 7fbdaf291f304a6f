package io.m1bridge.contactsync.replay;

import io.m1bridge.contactsync.avro.SchemaPending;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.source.Incoming;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.kafka.deadletter.DeadLetter;
import io.m1bridge.kafka.deadletter.Letter;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a dead letter back as the change that it was. A bug that one letter meets costs this letter
 * only: it is one of which nobody can tell the contact, and cannot be replayed.
 */
final class DeadLetterReader {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterReader.class);

  private final Sources sources;
  private final Set<String> toldBugs = ConcurrentHashMap.newKeySet();

  DeadLetterReader(Sources sources) {
    this.sources = sources;
  }

  /**
   * Reads a record of the topic; empty if it is not asked for.
   *
   * @throws SchemaPending if the registry does not answer
   */
  Optional<ReadLetter> read(ConsumerRecord<byte[], byte[]> record, LetterFilter filter) {
    return read(record, filter, false);
  }

  /** The same to be listed: without its contact where the registry does not answer. */
  Optional<ReadLetter> look(ConsumerRecord<byte[], byte[]> record, LetterFilter filter) {
    return read(record, filter, true);
  }

  private Optional<ReadLetter> read(
      ConsumerRecord<byte[], byte[]> record, LetterFilter filter, boolean orPending) {
    Instant writtenAt = Instant.ofEpochMilli(record.timestamp());
    return DeadLetter.read(record.headers())
        .filter(why -> filter.accepts(why.reason(), writtenAt))
        .map(why -> read(record, why, writtenAt, orPending));
  }

  private ReadLetter read(
      ConsumerRecord<byte[], byte[]> record, DeadLetter why, Instant writtenAt, boolean orPending) {
    Headers headers = why.original(record.headers());
    Incoming incoming = incoming(record, why, headers, orPending);
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

  private Incoming incoming(
      ConsumerRecord<byte[], byte[]> record, DeadLetter why, Headers headers, boolean orPending) {
    try {
      return sources.incoming(why.topic(), record.key(), record.value(), headers);
    } catch (SchemaPending e) {
      if (orPending) {
        return unknown(record, "schema-pending");
      }
      throw e;
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      String error = e.getClass().getName();
      if (toldBugs.add(error)) {
        LogLine.error(LOG)
            .with(LogKey.TOPIC, record.topic())
            .with(LogKey.PARTITION, record.partition())
            .with(LogKey.OFFSET, record.offset())
            .with(LogKey.FAILURE, error)
            .say("A dead letter cannot be read again for a bug; further ones are not told");
      }
      return unknown(record, "internal-error");
    }
  }

  private static Incoming unknown(ConsumerRecord<byte[], byte[]> record, String code) {
    return new Incoming(
        record.key(),
        record.value(),
        new Parsed.Invalid<>(new Problem(code, "Its contact cannot be told now")));
  }
}

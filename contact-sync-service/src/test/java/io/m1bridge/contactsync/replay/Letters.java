package io.m1bridge.contactsync.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.m1bridge.kafka.deadletter.DeadLetter;
import io.m1bridge.kafka.deadletter.Letter;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Dead letters of deletes, as the topic {@code dead} holds them. */
final class Letters {

  static final Instant AT = Instant.parse("2026-11-23T08:00:00Z");

  private Letters() {}

  /**
   * A letter.
   *
   * @param account null for none in its headers
   * @param isCut too large to have been kept whole
   */
  static ConsumerRecord<byte[], byte[]> letter(
      int partition,
      long offset,
      Instant at,
      String contact,
      @Nullable String account,
      String reason,
      boolean isCut) {
    Headers headers = new RecordHeaders();
    headers.add("ce_specversion", "1.0".getBytes(UTF_8));
    headers.add("ce_id", "e1".getBytes(UTF_8));
    headers.add("ce_source", "/crm".getBytes(UTF_8));
    headers.add("ce_type", "crm.contact.deleted.v1".getBytes(UTF_8));
    if (account != null) {
      headers.add("ce_m1account", account.getBytes(UTF_8));
    }
    return record(partition, offset, at, contact, headers, reason, isCut);
  }

  /** A letter without any header of its own: nobody can tell whose it is. */
  static ConsumerRecord<byte[], byte[]> ofNobody(
      int partition, long offset, Instant at, String reason, boolean isCut) {
    return record(partition, offset, at, "k", new RecordHeaders(), reason, isCut);
  }

  /** A letter in Avro. */
  static ConsumerRecord<byte[], byte[]> inAvro(int partition, long offset, Instant at) {
    ConsumerRecord<byte[], byte[]> letter =
        letter(partition, offset, at, "c-avro", "demo", "schema-unknown", false);
    return new ConsumerRecord<>(
        "dead",
        partition,
        offset,
        at.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        letter.key(),
        new byte[] {0, 0, 0, 0, 7, 1},
        letter.headers(),
        Optional.empty());
  }

  private static ConsumerRecord<byte[], byte[]> record(
      int partition,
      long offset,
      Instant at,
      String contact,
      Headers headers,
      String reason,
      boolean isCut) {
    DeadLetter why =
        new DeadLetter("crm.contact-changes", 5, 40 + offset, Instant.EPOCH, reason, "Mend it");
    Letter letter =
        why.letter(contact.getBytes(UTF_8), isCut ? new byte[2_000_000] : null, headers);
    return new ConsumerRecord<>(
        "dead",
        partition,
        offset,
        at.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        letter.key(),
        letter.value(),
        letter.headers(),
        Optional.empty());
  }
}

package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Original;
import io.m1bridge.contracts.SyncResult.Coordinates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A change on its way through the repartition topic: the original bytes under a key that begins
 * with the account, and headers that say where it was read and when.
 *
 * @param timestamp when the CRM wrote it, as far as the record's stamp can be believed
 */
record RoutedRecord(
    Coordinates source, Instant receivedAt, Instant timestamp, Original original, Headers headers) {

  private static final String PREFIX = "m1bridge.route.";
  private static final String TOPIC = PREFIX + "topic";
  private static final String PARTITION = PREFIX + "partition";
  private static final String OFFSET = PREFIX + "offset";
  private static final String RECEIVED = PREFIX + "received";
  private static final String TIMESTAMP = PREFIX + "timestamp";
  private static final String KEY = PREFIX + "key";
  private static final List<String> NAMES =
      List.of(TOPIC, PARTITION, OFFSET, RECEIVED, TIMESTAMP, KEY);

  /** The record to send on. It carries our clock: upstream's may say anything. */
  static Record<byte[], byte[]> route(
      Record<byte[], byte[]> record, ContactKey contact, RecordMetadata read, Instant now) {
    Headers headers = without(record.headers());
    put(headers, TOPIC, read.topic());
    put(headers, PARTITION, Integer.toString(read.partition()));
    put(headers, OFFSET, Long.toString(read.offset()));
    put(headers, RECEIVED, Long.toString(now.toEpochMilli()));
    put(headers, TIMESTAMP, Long.toString(record.timestamp()));
    if (record.key() != null) {
      headers.add(KEY, record.key());
    }
    return new Record<>(
        contact.stored().getBytes(StandardCharsets.UTF_8),
        record.value(),
        now.toEpochMilli(),
        headers);
  }

  /** The account that a routed key belongs to. */
  static String accountOf(byte[] key) {
    return ContactKey.accountOf(new String(key, StandardCharsets.UTF_8));
  }

  /** Reads a routed record. */
  static RoutedRecord read(Record<byte[], byte[]> record) {
    Headers routed = record.headers();
    Coordinates source =
        new Coordinates(
            text(routed, TOPIC),
            Integer.parseInt(text(routed, PARTITION)),
            Long.parseLong(text(routed, OFFSET)));
    Instant received = Instant.ofEpochMilli(Long.parseLong(text(routed, RECEIVED)));
    Instant told = Instant.ofEpochMilli(Long.parseLong(text(routed, TIMESTAMP)));
    Header key = routed.lastHeader(KEY);
    Headers headers = without(routed);
    return new RoutedRecord(
        source,
        received,
        // A stamp of no time, or of one to come, tells nothing of how old the change is.
        told.isAfter(Instant.EPOCH) && told.isBefore(received) ? told : received,
        original(key == null ? null : key.value(), record.value(), headers),
        headers);
  }

  private static Headers without(Headers headers) {
    Headers others = new RecordHeaders(headers);
    NAMES.forEach(others::remove);
    return others;
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null) {
      throw new IllegalStateException("A record of the repartition topic has no header " + name);
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  static Original original(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    List<Original.HeaderEntry> entries = new ArrayList<>();
    for (Header header : headers) {
      entries.add(new Original.HeaderEntry(header.key(), header.value()));
    }
    return new Original(key, value, entries);
  }

  /** The change, as open under its event's id. */
  OpenChange open(String eventId) {
    return new OpenChange(eventId, source, receivedAt, 0, 0, 0, null);
  }

  /** The change, for a dead letter. */
  OpenChange open() {
    return open("");
  }

  @Override
  public String toString() {
    return "RoutedRecord[" + source + "]";
  }
}

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
 * with the account, and a header that says where it was read and when.
 *
 * @param timestamp of the record, whatever it says
 */
record RoutedRecord(
    Coordinates source, Instant receivedAt, Instant timestamp, Original original, Headers headers) {

  /**
   * Partition, offset, time of receipt, timestamp, topic: a header each is read for each record.
   */
  private static final String ROUTE = "m1bridge.route";

  private static final int ROUTE_PARTS = 5;
  private static final String KEY = "m1bridge.route.key";

  /** The record to send on. It carries our clock: upstream's may say anything. */
  static Record<byte[], byte[]> route(
      Record<byte[], byte[]> record, ContactKey contact, RecordMetadata read, Instant now) {
    Headers headers = without(record.headers());
    String route =
        read.partition()
            + " "
            + read.offset()
            + " "
            + now.toEpochMilli()
            + " "
            + record.timestamp()
            + " "
            + read.topic();
    headers.add(ROUTE, route.getBytes(StandardCharsets.UTF_8));
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
    String[] route = route(routed);
    Header key = routed.lastHeader(KEY);
    Headers headers = without(routed);
    return new RoutedRecord(
        new Coordinates(route[4], Integer.parseInt(route[0]), Long.parseLong(route[1])),
        Instant.ofEpochMilli(Long.parseLong(route[2])),
        Instant.ofEpochMilli(Long.parseLong(route[3])),
        original(key == null ? null : key.value(), record.value(), headers),
        headers);
  }

  /** When the CRM wrote it: a stamp of no time, or of one to come, tells nothing of that. */
  Instant writtenAt() {
    return timestamp.isAfter(Instant.EPOCH) && timestamp.isBefore(receivedAt)
        ? timestamp
        : receivedAt;
  }

  private static Headers without(Headers headers) {
    Headers others = new RecordHeaders(headers);
    others.remove(ROUTE);
    others.remove(KEY);
    return others;
  }

  private static String[] route(Headers headers) {
    Header header = headers.lastHeader(ROUTE);
    if (header == null) {
      throw new IllegalStateException("A record of the repartition topic has no header " + ROUTE);
    }
    return new String(header.value(), StandardCharsets.UTF_8).split(" ", ROUTE_PARTS);
  }

  static Original original(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    List<Original.HeaderEntry> entries = new ArrayList<>();
    for (Header header : headers) {
      entries.add(new Original.HeaderEntry(header.key(), header.value()));
    }
    return new Original(key, value, entries);
  }

  /** The change, as open under its event's id; without one, under the place of its record. */
  OpenChange open(String eventId) {
    String id =
        eventId.isEmpty()
            ? source.topic() + "-" + source.partition() + "@" + source.offset()
            : eventId;
    return new OpenChange(id, source, receivedAt, 0, 0, 0, null);
  }

  @Override
  public String toString() {
    return "RoutedRecord[" + source + "]";
  }
}

package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Original;
import io.m1bridge.contracts.SyncResult.Coordinates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A change on its way through the repartition topic: the original bytes under a key that begins
 * with the account, and one more header that says where it was read.
 */
record RoutedRecord(
    Coordinates source, Instant receivedAt, Instant timestamp, Original original, Headers headers) {

  private static final String ROUTE = "m1bridge.route";
  private static final int PARTS = 5;

  /** The record to send on. */
  static Record<byte[], byte[]> route(
      Record<byte[], byte[]> record, ContactKey contact, RecordMetadata read, Instant now) {
    byte[] key = record.key();
    String route =
        read.partition()
            + " "
            + read.offset()
            + " "
            + now.toEpochMilli()
            + " "
            + (key == null ? "-" : "+" + Base64.getEncoder().encodeToString(key))
            + " "
            + read.topic();
    Headers headers = new RecordHeaders(record.headers());
    headers.add(ROUTE, route.getBytes(StandardCharsets.UTF_8));
    return record.withKey(contact.stored().getBytes(StandardCharsets.UTF_8)).withHeaders(headers);
  }

  /** The account that a routed key belongs to. */
  static String accountOf(byte[] key) {
    return ContactKey.accountOf(new String(key, StandardCharsets.UTF_8));
  }

  /** Reads a routed record. */
  static RoutedRecord read(Record<byte[], byte[]> record) {
    Header route = record.headers().lastHeader(ROUTE);
    if (route == null) {
      throw new IllegalStateException("A record of the repartition topic has no route");
    }
    String[] parts = new String(route.value(), StandardCharsets.UTF_8).split(" ", PARTS);
    Coordinates source =
        new Coordinates(parts[4], Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
    byte @Nullable [] key =
        parts[3].equals("-") ? null : Base64.getDecoder().decode(parts[3].substring(1));
    Headers headers = new RecordHeaders(record.headers());
    headers.remove(ROUTE);
    return new RoutedRecord(
        source,
        Instant.ofEpochMilli(Long.parseLong(parts[2])),
        Instant.ofEpochMilli(record.timestamp()),
        original(key, record.value(), headers),
        headers);
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
    return new OpenChange(eventId, source, receivedAt, 0, 0, null);
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

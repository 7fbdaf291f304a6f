package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Original;
import io.m1bridge.contactsync.contact.OriginalBytes;
import io.m1bridge.contactsync.contact.Traceparent;
import io.m1bridge.contracts.SyncResult.Coordinates;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A change on its way through the repartition topic. Its key begins with the account; its value
 * says where and when the change was read, and holds it as it came, headers included: as headers of
 * the routed record they would be read and measured again at each step.
 *
 * <p>Why: {@code docs/rationale.md#the-repartition-topic-carries-the-original-bytes}.
 *
 * @param timestamp of the record, whatever it says
 */
public record RoutedRecord(
    Coordinates source, Instant receivedAt, Instant timestamp, Original original) {

  /** Header of the delete that a record is besides, where it moves a contact between accounts. */
  static final String LEFT = "m1bridge.left";

  /** Of the format, so that one that is added later can be told from this. */
  private static final byte VERSION = 1;

  /** Headers of that delete. */
  public static Headers left(Headers headers) {
    return new RecordHeaders(headers).add(LEFT, new byte[0]);
  }

  /** The record to send on. It carries our clock: upstream's may say anything. */
  static Record<byte[], byte[]> route(
      Record<byte[], byte[]> record, ContactKey contact, RecordMetadata read, Instant now) {
    Instant timestamp = Instant.ofEpochMilli(record.timestamp());
    Original original =
        new Original(record.key(), record.value(), Original.entries(record.headers()), timestamp);
    RoutedRecord routed =
        new RoutedRecord(
            new Coordinates(read.topic(), read.partition(), read.offset()),
            now,
            timestamp,
            original);
    return new Record<>(
        contact.stored().getBytes(StandardCharsets.UTF_8), routed.bytes(), now.toEpochMilli());
  }

  /** As {@link #read} reads it. */
  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(source.topic());
      out.writeInt(source.partition());
      out.writeLong(source.offset());
      out.writeLong(receivedAt.toEpochMilli());
      out.writeLong(timestamp.toEpochMilli());
      OriginalBytes.write(out, original);
    } catch (IOException e) {
      throw new IllegalStateException("Bytes in memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  /** The account that a routed key belongs to. */
  static String accountOf(byte[] key) {
    return ContactKey.accountOf(new String(key, StandardCharsets.UTF_8));
  }

  /** Reads a routed record. */
  static RoutedRecord read(byte[] value) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException(
            "A record of the repartition topic has the unknown version " + version);
      }
      Coordinates source = new Coordinates(in.readUTF(), in.readInt(), in.readLong());
      Instant receivedAt = Instant.ofEpochMilli(in.readLong());
      Instant timestamp = Instant.ofEpochMilli(in.readLong());
      return new RoutedRecord(source, receivedAt, timestamp, OriginalBytes.read(in).at(timestamp));
    } catch (IOException e) {
      throw new IllegalStateException("A record of the repartition topic is cut off", e);
    }
  }

  /** When the CRM wrote it: a stamp of no time, or of one to come, tells nothing of that. */
  Instant writtenAt() {
    return timestamp.isAfter(Instant.EPOCH) && timestamp.isBefore(receivedAt)
        ? timestamp
        : receivedAt;
  }

  /** The change, as open under its event's id; without one, under the place of its record. */
  OpenChange open(String eventId) {
    boolean left = original.headers().stream().anyMatch(header -> header.name().equals(LEFT));
    String id = left ? OpenChange.leftId(source) : eventId;
    return OpenChange.read(
        id.isEmpty() ? OpenChange.idOf(source) : id,
        source,
        receivedAt,
        Traceparent.of(original.headers()).orElse(null));
  }

  @Override
  public String toString() {
    return "RoutedRecord[" + source + "]";
  }
}

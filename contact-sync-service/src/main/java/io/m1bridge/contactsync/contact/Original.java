package io.m1bridge.contactsync.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came. Kept only while its change is open.
 *
 * @param key record key; null if it had none
 * @param value record value; null if it had none
 * @param headers in their order
 * @param timestamp of the record, whatever it says; null where it was not kept
 */
public record Original(
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<HeaderEntry> headers,
    @Nullable Instant timestamp) {

  /** One header. */
  public record HeaderEntry(String name, byte @Nullable [] value) {}

  public Original {
    headers = List.copyOf(headers);
  }

  /** Headers as they came. */
  public static List<HeaderEntry> entries(Headers headers) {
    List<HeaderEntry> entries = new ArrayList<>();
    headers.forEach(header -> entries.add(new HeaderEntry(header.key(), header.value())));
    return entries;
  }

  /** A record of which nothing is known any more. */
  public static Original unknown() {
    return new Original(null, null, List.of(), null);
  }

  /** The same record with its timestamp. */
  public Original at(Instant time) {
    return new Original(key, value, headers, time);
  }

  /** The headers as Kafka has them. */
  public Headers recordHeaders() {
    Headers all = new RecordHeaders();
    headers.forEach(header -> all.add(header.name(), header.value()));
    return all;
  }

  @Override
  public String toString() {
    return "Original[redacted]";
  }
}

package io.m1bridge.local.crm;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * One record for {@code crm.contact-changes}, whatever its bytes are.
 *
 * @param key null for none
 * @param headers in their order; a name may come twice
 * @param value null is a tombstone
 * @param timestamp epoch milliseconds; the time of sending if empty
 */
public record SourceRecord(
    byte @Nullable [] key, List<Header> headers, byte @Nullable [] value, OptionalLong timestamp) {

  public SourceRecord {
    headers = List.copyOf(headers);
  }

  /** A header with a text. */
  public static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Contacts are personal data. */
  @Override
  public String toString() {
    return "SourceRecord[" + headers.size() + " headers]";
  }
}

package io.m1bridge.local.crm;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One change event as it goes to {@code crm.contact-changes}, good or bad.
 *
 * @param eventId the CloudEvent id, unique within the run
 * @param source the CloudEvent source
 * @param key the contact key: record key and CloudEvent subject; null where it is missing
 * @param type the CloudEvent type
 * @param time when the CRM says that it happened
 * @param account our account id, extension {@code m1account}; null leaves it to the service's
 *     default
 * @param data the value as it stands, which need not be JSON; null for none
 */
public record Change(
    String eventId,
    String source,
    @Nullable String key,
    String type,
    Instant time,
    @Nullable String account,
    @Nullable String data) {

  /** The change as a CloudEvent in binary mode. */
  public SourceRecord toRecord() {
    List<Header> headers = new ArrayList<>();
    put(headers, "ce_specversion", "1.0");
    put(headers, "ce_id", eventId);
    put(headers, "ce_source", source);
    put(headers, "ce_type", type);
    put(headers, "ce_time", time.toString());
    put(headers, "ce_subject", key);
    put(headers, "ce_m1account", account);
    put(headers, "content-type", data == null ? null : "application/json");
    return new SourceRecord(bytes(key), headers, bytes(data), OptionalLong.empty());
  }

  private static void put(List<Header> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(SourceRecord.header(name, value));
    }
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  /** Names the event and never its content. */
  @Override
  public String toString() {
    return "Change[" + eventId + ", " + type + "]";
  }
}

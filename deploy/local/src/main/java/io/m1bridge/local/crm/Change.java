package io.m1bridge.local.crm;

import java.time.Instant;
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

  /** Names the event and never its content. */
  @Override
  public String toString() {
    return "Change[" + eventId + ", " + type + "]";
  }
}

package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code edm.contact-engagement}; key {@code account/recipient}, the recipient in
 * canonical form (module {@code address}).
 *
 * @param opens rows of opens
 * @param clicks rows of clicks
 * @param bounces campaigns that bounced in the end, each counted once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactEngagement(
    String account,
    String recipient,
    @Nullable Instant lastOpenAt,
    @Nullable Instant lastClickAt,
    long opens,
    long clicks,
    long bounces) {

  public static final String TYPE = "m1.edm.contact-engagement.v1";

  /** Names the account only: an address is personal data. */
  @Override
  public String toString() {
    return "ContactEngagement[" + account + "]";
  }
}

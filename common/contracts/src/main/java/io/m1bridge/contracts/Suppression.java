package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code edm.suppressions}; key {@code account/recipient}, the recipient in canonical
 * form (module {@code address}). Do not mail this address; a tombstone lifts it.
 *
 * @param campaignId the campaign that told, if one did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Suppression(
    String account, String recipient, Reason reason, Instant since, @Nullable Long campaignId) {

  public static final String TYPE = "m1.edm.suppression.v1";

  /** Why not to mail. */
  public enum Reason {
    @JsonProperty("unsubscribed")
    UNSUBSCRIBED,
    @JsonProperty("complained")
    COMPLAINED,
    @JsonProperty("hard-bounced")
    HARD_BOUNCED,
    @JsonProperty("soft-bounced")
    SOFT_BOUNCED
  }

  /** Names the account only: an address is personal data. */
  @Override
  public String toString() {
    return "Suppression[" + account + ", " + reason + "]";
  }
}

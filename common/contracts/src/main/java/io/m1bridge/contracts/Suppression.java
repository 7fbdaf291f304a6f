package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code edm.suppressions}; key {@code account/recipient}, the recipient in canonical
 * form (module {@code address}). Do not mail this address; a tombstone lifts it.
 *
 * @param reason the strongest of those that hold, in the order of {@link Reason}
 * @param since since when that one holds
 * @param campaignId the campaign that told, if one did
 * @param causes all that hold, the strongest first: what is left when one is lifted; null in
 *     records of earlier versions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Suppression(
    String account,
    String recipient,
    Reason reason,
    Instant since,
    @Nullable Long campaignId,
    @Nullable List<Cause> causes) {

  public static final String TYPE = "m1.edm.suppression.v1";

  public Suppression {
    causes = causes == null ? null : List.copyOf(causes);
  }

  /** One reason that holds. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Cause(Reason reason, Instant since, @Nullable Long campaignId) {}

  /** Why not to mail, the strongest first. */
  public enum Reason {
    @JsonProperty("complained")
    COMPLAINED,
    @JsonProperty("unsubscribed")
    UNSUBSCRIBED,
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

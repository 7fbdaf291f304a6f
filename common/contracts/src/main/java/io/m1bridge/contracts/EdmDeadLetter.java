package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code edm.dead-letters}: a row of M1 that could not become an event. Key {@code
 * account/campaign}, {@code account/campaigns} for a row of the list of campaigns. Each is put
 * there once, and can be replayed; its id is derived like that of an event ({@link
 * EngagementIds#ofUnreadable}).
 *
 * @param campaignId the campaign whose list held the row; null for the list of campaigns itself
 * @param reason a fixed code in kebab case: {@code unreadable-row}, {@code row-too-large}, {@code
 *     row-not-encodable}, {@code internal-error}
 * @param problem what is wrong with the row, without contents
 * @param advice what a person can do, in one sentence
 * @param row the row as M1 gave it, JSON; of a long one the beginning and the SHA-256 of the whole.
 *     Personal data
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EdmDeadLetter(
    String account,
    @Nullable Long campaignId,
    String reason,
    String problem,
    String advice,
    String row) {

  public static final String TYPE = "m1.edm.dead-letter.v1";

  /** The record key. */
  public String key() {
    return account + "/" + (campaignId == null ? "campaigns" : campaignId);
  }

  /** Hides the row. */
  @Override
  public String toString() {
    return "EdmDeadLetter[" + key() + ", " + reason + "]";
  }
}

package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.m1bridge.contracts.SyncResult.Coordinates;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code contact-sync.undelivered}; key {@code account/contactKey}. The contact is not
 * in M1 as the CRM wants it; a tombstone follows when it is.
 *
 * @param account our account id
 * @param contactKey the CRM's key
 * @param state what kind of trouble it is
 * @param reason constant code: of a rejected or dead-lettered change the code of its dead letter
 * @param nextStep what happens next by itself, or what a person can do; no contact data
 * @param since since when the contact is not delivered, whatever the reasons were since
 * @param eventId the CloudEvent id of the open change; null if its changes all have their result
 * @param source where that change was read; null like {@code eventId}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Undelivered(
    String account,
    String contactKey,
    State state,
    String reason,
    String nextStep,
    Instant since,
    @Nullable String eventId,
    @Nullable Coordinates source) {

  public static final String TYPE = "m1.contact-sync.undelivered.v1";

  /** What kind of trouble it is. */
  public enum State {
    /** A call is to be made for it, or is on its way. */
    @JsonProperty("waiting")
    WAITING,
    /** Its call may or may not have happened. */
    @JsonProperty("in-doubt")
    IN_DOUBT,
    /** Another contact has its email address. */
    @JsonProperty("parked")
    PARKED,
    /** M1 refused it. */
    @JsonProperty("rejected")
    REJECTED,
    /** A rule keeps it away from M1: a suppression, or the account's mode. */
    @JsonProperty("blocked")
    BLOCKED,
    /** M1 acknowledged it and was seen to show something else, or not to have it. */
    @JsonProperty("differs")
    DIFFERS,
    /** Its last change could not be read. */
    @JsonProperty("dead-lettered")
    DEAD_LETTERED
  }
}

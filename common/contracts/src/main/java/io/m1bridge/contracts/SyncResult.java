package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one accepted change ended, or (only {@link Outcome#PARKED}) that it waits. Key of the record:
 * the CRM contact key.
 *
 * @param account our account id
 * @param contactKey the CRM's key
 * @param eventId the CloudEvent id of the change; with {@code source} it names the change
 * @param source where the change was read
 * @param operation what was done in M1
 * @param foldedInto only for {@link Outcome#COALESCED}: event id of the later change that carried
 *     this one
 * @param m1Code M1's code if it refused
 * @param reason why it was not applied, for a person; no contact data
 * @param attempts calls of M1 that carried this change
 * @param callId the call that settled it
 * @param batchSize rows of that call
 * @param receivedAt when the change was read
 * @param settledAt when this result was reached
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SyncResult(
    String account,
    String contactKey,
    String eventId,
    Coordinates source,
    Operation operation,
    Outcome outcome,
    @Nullable String foldedInto,
    @Nullable String m1Code,
    @Nullable String reason,
    int attempts,
    @Nullable String callId,
    int batchSize,
    Instant receivedAt,
    Instant settledAt) {

  public static final String TYPE = "m1.contact-sync.result.v1";

  /** Where a change was read: topic, partition, offset. */
  public record Coordinates(String topic, int partition, long offset) {}

  /** What was done in M1. */
  public enum Operation {
    @JsonProperty("add")
    ADD,
    @JsonProperty("edit")
    EDIT,
    @JsonProperty("delete")
    DELETE,
    @JsonProperty("none")
    NONE
  }

  /** All are ends but {@link #PARKED}. */
  public enum Outcome {
    @JsonProperty("applied")
    APPLIED,
    @JsonProperty("unchanged")
    UNCHANGED,
    @JsonProperty("coalesced")
    COALESCED,
    @JsonProperty("superseded")
    SUPERSEDED,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("blocked")
    BLOCKED,
    @JsonProperty("dry-run")
    DRY_RUN,
    @JsonProperty("parked")
    PARKED;

    /** Whether nothing more comes for this change. */
    public boolean terminal() {
      return this != PARKED;
    }
  }
}

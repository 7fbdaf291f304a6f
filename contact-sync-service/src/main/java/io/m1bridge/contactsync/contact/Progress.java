package io.m1bridge.contactsync.contact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a contact is on its way to M1. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "at")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Progress.Idle.class, name = "idle"),
  @JsonSubTypes.Type(value = Progress.Queued.class, name = "queued"),
  @JsonSubTypes.Type(value = Progress.Held.class, name = "held"),
  @JsonSubTypes.Type(value = Progress.Parked.class, name = "parked"),
  @JsonSubTypes.Type(value = Progress.Rejected.class, name = "rejected")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Progress {

  /** Not queued: nothing is to be done, or the store has not queued it yet. */
  Progress IDLE = new Idle();

  /** Nothing is to be done. */
  record Idle() implements Progress {}

  /**
   * Waits for a call.
   *
   * @param queueKey its entry in the queue, as stored; empty until the store has queued it
   * @param aside why it does not stand in its lane; null if it does
   */
  record Queued(String queueKey, @Nullable Aside aside) implements Progress {}

  /**
   * A call or delete job holds the contact: nothing else is sent for it.
   *
   * @param callId id of the call or delete job
   * @param row what the call carries; null in a delete job, which knows its members itself
   * @param carried the change that the call carries
   * @param deletePending the CRM deleted the contact meanwhile: whatever stands in M1 when the call
   *     ended has to go, also if the CRM has made it anew since
   * @param aside why it did not stand in its lane; null if it did
   * @param phase what is known of the call
   */
  record Held(
      String callId,
      @Nullable SentRow row,
      @Nullable OpenChange carried,
      boolean deletePending,
      @Nullable Aside aside,
      @JsonProperty("inDoubt") Phase phase)
      implements Progress {

    /** What is known of the call; stored as the flag {@code inDoubt}. */
    public enum Phase {
      /** It is on its way, or on record to be sent. */
      IN_FLIGHT,
      /** It may have happened and may still happen. */
      IN_DOUBT;

      @JsonCreator
      static Phase of(boolean inDoubt) {
        return inDoubt ? IN_DOUBT : IN_FLIGHT;
      }

      @JsonValue
      boolean isInDoubt() {
        return this == IN_DOUBT;
      }
    }

    /** The same with another carried change. */
    Held carrying(@Nullable OpenChange change) {
      return new Held(callId, row, change, deletePending, aside, phase);
    }

    /** The same with what is to be taken for what it carries. */
    Held carrying(SentRow sent) {
      return new Held(callId, sent, carried, deletePending, aside, phase);
    }

    /** The same, to be deleted afterwards. */
    Held withDeletePending() {
      return new Held(callId, row, carried, true, aside, phase);
    }

    /** The same, and nobody can tell whether the call happened. */
    Held withDoubt() {
      return new Held(callId, row, carried, deletePending, aside, Phase.IN_DOUBT);
    }
  }

  /**
   * Another contact holds its address.
   *
   * @param since when it began to wait; first come first served
   */
  record Parked(Instant since) implements Progress {}

  /**
   * Nothing is sent before the CRM changes it.
   *
   * @param code why: {@link Ending.Cause#code}. Records of earlier versions have it beside, as the
   *     contact's last problem; {@link ContactState} takes it from there
   */
  record Rejected(String code) implements Progress {

    @JsonCreator
    static Rejected read(@JsonProperty("code") @Nullable String code) {
      return new Rejected(code == null ? "" : code);
    }

    /** Whether a person kept it in M1, where the CRM wanted it deleted. */
    boolean isKept() {
      return Rejection.DELETE_REJECTED.cause().code().equals(code);
    }

    /** The same, where it stands without a code. */
    Rejected orElse(@Nullable String problem) {
      if (!code.isEmpty()) {
        return this;
      }
      String unsaid = Rejection.byM1(Optional.empty()).cause().code();
      return new Rejected(problem == null ? unsaid : problem);
    }
  }

  /** The entry in the queue; null if it has none. */
  static @Nullable String queueKey(Progress progress) {
    return progress instanceof Queued queued && !queued.queueKey().isEmpty()
        ? queued.queueKey()
        : null;
  }
}

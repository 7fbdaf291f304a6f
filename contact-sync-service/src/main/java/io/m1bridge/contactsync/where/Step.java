package io.m1bridge.contactsync.where;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.m1bridge.contracts.SyncResult.Coordinates;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One step of a contact on its way. Says nothing of what stands in the contact.
 *
 * @param at when it was, or for {@link What#NEXT} is to be; null where nobody can tell
 * @param says for people, without a full stop
 * @param eventId of the change that it is about; null if about none, or no longer known
 * @param source where that change was read; null like {@code eventId}
 * @param call the call or delete job that it is about; null if about none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Step(
    What what,
    @Nullable Instant at,
    String says,
    @Nullable String eventId,
    @Nullable Coordinates source,
    @Nullable String call) {

  /** Which step it is. */
  public enum What {
    /** A change has its result. */
    SETTLED,
    /** Changes could not be read. */
    UNREADABLE,
    /** Earlier changes ended in a later one. */
    FOLDED,
    /** A change was read that has no result yet. */
    READ,
    /** It waits for another contact's address. */
    PARKED,
    /** Its row waits for a call. */
    QUEUED,
    /** A call took its row along. */
    CALLED,
    /** A call, or delete job, ended and left something to do. */
    ANSWERED,
    /** M1 was seen to show something else than it acknowledged. */
    DIFFERS,
    /** What comes next. */
    NEXT;

    /** As it is written in JSON and on pages. */
    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Step of(What what, @Nullable Instant at, String says) {
    return new Step(what, at, says, null, null, null);
  }

  static Step by(What what, @Nullable Instant at, String says, @Nullable String call) {
    return new Step(what, at, says, null, null, call);
  }
}

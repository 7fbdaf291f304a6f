package io.m1bridge.contactsync.contact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.m1bridge.contracts.SyncResult.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What last became of a contact, for who asks where it is. Written as one short text, some 40
 * bytes: it stands with every contact.
 *
 * @param settled how its last change ended that was not folded into another; null if none did yet
 * @param tried the last call that ended and left something to do; null if none did since
 */
public record Trail(@Nullable Settled settled, @Nullable Tried tried) {

  private static final Trail NONE = new Trail(null, null);
  private static final String BETWEEN = ",";
  private static final String NO_CALL = "-";
  private static final int RADIX = Character.MAX_RADIX;

  /**
   * How a change ended.
   *
   * @param callId the call, or delete job, that ended it; null if none did
   * @param partition of the record that the change came as; its topic is not kept
   * @param offset of that record
   * @param readAt when the change came; null in records of earlier versions
   */
  public record Settled(
      Outcome outcome,
      Instant at,
      @Nullable String callId,
      int partition,
      long offset,
      @Nullable Instant readAt) {

    private static Settled of(ContactState before, Ending ending, Instant now) {
      OpenChange change = ending.change();
      return new Settled(
          ending.outcome(),
          now,
          endedBy(before, ending),
          change.source().partition(),
          change.source().offset(),
          change.readAt());
    }

    /** Nothing to do, or a rule, ends a change without a call, whether or not one just ended. */
    private static @Nullable String endedBy(ContactState before, Ending ending) {
      OpenChange.LastCall last = ending.change().last();
      return switch (ending.outcome()) {
        case APPLIED -> last == null ? before.heldBy() : last.callId();
        case REJECTED -> before.heldBy();
        case UNCHANGED, BLOCKED, COALESCED, SUPERSEDED, DRY_RUN, PARKED -> null;
      };
    }

    private String text() {
      String text =
          String.join(
              " ",
              ending(outcome),
              Long.toString(at.toEpochMilli(), RADIX),
              callId == null ? NO_CALL : callId,
              Integer.toString(partition, RADIX),
              Long.toString(offset, RADIX));
      return readAt == null
          ? text
          : text + " " + Long.toString(at.toEpochMilli() - readAt.toEpochMilli(), RADIX);
    }

    private static @Nullable Settled read(String text) {
      String[] parts = text.split(" ", -1);
      Instant at = time(parts[1]);
      for (Outcome outcome : Outcome.values()) {
        if (ending(outcome).equals(parts[0])) {
          return new Settled(
              outcome,
              at,
              NO_CALL.equals(parts[2]) ? null : parts[2],
              Integer.parseInt(parts[3], RADIX),
              Long.parseLong(parts[4], RADIX),
              parts.length > 5 ? at.minusMillis(Long.parseLong(parts[5], RADIX)) : null);
        }
      }
      return null;
    }

    /** The first letters of the outcomes differ. */
    private static String ending(Outcome outcome) {
      return outcome.name().substring(0, 1);
    }
  }

  /** A call, or delete job, that ended. */
  public record Tried(Instant at, String callId) {
    private static Tried read(String text) {
      int end = text.indexOf(' ');
      return new Tried(time(text.substring(0, end)), text.substring(end + 1));
    }

    private String text() {
      return Long.toString(at.toEpochMilli(), RADIX) + " " + callId;
    }
  }

  /**
   * The trail of a contact that has changed.
   *
   * @param endings of its changes
   * @param work what may be done next for it: where that is nothing no call left something to do,
   *     whether or not a change ended by it
   * @return null if there is nothing to tell
   */
  public static @Nullable Trail of(
      ContactState before, ContactState after, List<Ending> endings, Work work, Instant now) {
    Trail known = before.trail() == null ? NONE : before.trail();
    Settled settled = known.settled;
    boolean anew = false;
    for (Ending ending : endings) {
      if (ending.outcome().terminal() && ending.outcome() != Outcome.COALESCED) {
        settled = Settled.of(before, ending, now);
        anew = true;
      }
    }
    Tried tried = anew ? null : known.tried;
    String call = before.heldBy();
    if (call != null && !call.equals(after.heldBy()) && (!anew || after.waiting() != null)) {
      tried = new Tried(now, call);
    }
    if (work instanceof Work.None && after.heldBy() == null) {
      tried = null;
    }
    return settled == null && tried == null ? null : new Trail(settled, tried);
  }

  @JsonValue
  String text() {
    return (settled == null ? "" : settled.text()) + (tried == null ? "" : BETWEEN + tried.text());
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Trail read(String text) {
    int end = text.indexOf(BETWEEN);
    String before = end < 0 ? text : text.substring(0, end);
    return new Trail(
        before.isEmpty() ? null : Settled.read(before),
        end < 0 ? null : Tried.read(text.substring(end + 1)));
  }

  private static Instant time(String text) {
    return Instant.ofEpochMilli(Long.parseLong(text, RADIX));
  }
}

package io.m1bridge.contactsync.contact;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.contracts.SyncResult.Operation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An accepted change that has no terminal result yet. The record as it came stands in a store of
 * its own, by contact and {@link #slot}.
 *
 * @param receivedAt stored as milliseconds: to parse it from text took 4 % of intake
 * @param slot 0 or 1: a change takes over the slot of the one that it coalesces, and leaves the
 *     slot of the one that a call carries alone
 * @param attempts calls that carried it and were made
 * @param failures how often M1 failed on it, or refused it without a reason, while another write
 *     passed in between
 * @param refusedSince when it did so first, or what counted last; null if it did not since a call
 *     passed, and in records of earlier versions
 * @param last the last call that M1 accepted for it; null if none
 * @param traceparent the W3C trace context that the record came with, where it is sampled; null
 *     without one
 * @param folded earlier changes that were folded into it; null if none was
 * @param toldFull whether it was published that it waits because its account is full; stored only
 *     where it was
 * @param firstRead when it was put aside, where it is replayed: it came before what was read since;
 *     null if it is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OpenChange(
    String eventId,
    Coordinates source,
    @JsonFormat(
            shape = JsonFormat.Shape.NUMBER_INT,
            without = JsonFormat.Feature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
        Instant receivedAt,
    int slot,
    int attempts,
    int failures,
    @JsonFormat(
            shape = JsonFormat.Shape.NUMBER_INT,
            without = JsonFormat.Feature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
        @Nullable Instant refusedSince,
    @Nullable LastCall last,
    @Nullable String traceparent,
    @Nullable Folded folded,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean toldFull,
    @JsonFormat(
            shape = JsonFormat.Shape.NUMBER_INT,
            without = JsonFormat.Feature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
        @Nullable Instant firstRead) {

  /**
   * Changes that ended in a later one.
   *
   * @param first when the first of them was read
   */
  public record Folded(
      int changes,
      @JsonFormat(
              shape = JsonFormat.Shape.NUMBER_INT,
              without = JsonFormat.Feature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
          Instant first) {}

  /**
   * A call that carried a change.
   *
   * @param recordedAt when its intent was; null in records of earlier versions
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LastCall(
      String callId,
      Operation operation,
      int rows,
      @JsonFormat(
              shape = JsonFormat.Shape.NUMBER_INT,
              without = JsonFormat.Feature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
          @Nullable Instant recordedAt) {}

  /** One that was just read. */
  public static OpenChange read(
      String eventId, Coordinates source, Instant receivedAt, @Nullable String traceparent) {
    return new OpenChange(
        eventId, source, receivedAt, 0, 0, 0, null, null, traceparent, null, false, null);
  }

  /** The same, replayed: it was put aside then. */
  public OpenChange replayed(@Nullable Instant putAside) {
    return with(folded, toldFull, putAside);
  }

  /** When it came, if only to be put aside. */
  public Instant readAt() {
    return firstRead == null ? receivedAt : firstRead;
  }

  /** The id of a change that comes without one. */
  public static String idOf(Coordinates source) {
    return source.topic() + "-" + source.partition() + "@" + source.offset();
  }

  /** The id of the delete that a record is besides, where it moves a contact between accounts. */
  public static String leftId(Coordinates source) {
    return idOf(source) + "-left";
  }

  /** Whether it is such a delete: the record has another result too. */
  public boolean leaves() {
    return eventId.equals(leftId(source));
  }

  OpenChange inSlot(int other) {
    return with(other, attempts, failures, refusedSince, last);
  }

  OpenChange attempted() {
    return with(slot, attempts + 1, failures, refusedSince, last);
  }

  OpenChange refused(int counted, Instant since) {
    return with(slot, attempts, counted, since, last);
  }

  /** Carried by a call that M1 accepted: whatever it said before is past. */
  OpenChange carriedBy(LastCall call) {
    return with(slot, attempts, 0, null, call);
  }

  private OpenChange with(
      int inSlot, int made, int counted, @Nullable Instant since, @Nullable LastCall call) {
    return new OpenChange(
        eventId,
        source,
        receivedAt,
        inSlot,
        made,
        counted,
        since,
        call,
        traceparent,
        folded,
        toldFull,
        firstRead);
  }

  private OpenChange with(@Nullable Folded some, boolean told, @Nullable Instant read) {
    return new OpenChange(
        eventId,
        source,
        receivedAt,
        slot,
        attempts,
        failures,
        refusedSince,
        last,
        traceparent,
        some,
        told,
        read);
  }

  /** The same, of which it is published that its account is full. */
  OpenChange asToldFull() {
    return with(folded, true, firstRead);
  }

  /** This, where an earlier change ended in it. */
  OpenChange after(OpenChange earlier) {
    int changes = 1 + count(earlier.folded) + count(folded);
    Instant first = earlier.since();
    return with(new Folded(changes, first), toldFull, firstRead);
  }

  private static int count(@Nullable Folded some) {
    return some == null ? 0 : some.changes();
  }

  /** When the first of the changes was read that it stands for. */
  public Instant since() {
    return folded == null ? receivedAt : folded.first();
  }

  /** Whether the two name the same record. */
  public boolean sameRecord(OpenChange other) {
    return eventId.equals(other.eventId) && source.equals(other.source);
  }
}

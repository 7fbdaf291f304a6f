package io.m1bridge.contactsync.contact;

import io.m1bridge.contracts.SyncResult.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What is to be published of a change.
 *
 * @param outcome terminal, or parked
 * @param foldedInto event id of the later change; null if not folded
 * @param m1Code M1's code; null without one
 * @param reason for people; null if none is needed
 * @param deadLetter why the change is put aside as well; null if it is not
 */
public record Ending(
    OpenChange change,
    Outcome outcome,
    @Nullable String foldedInto,
    @Nullable String m1Code,
    @Nullable String reason,
    @Nullable Cause deadLetter) {

  /**
   * Why a change is put aside.
   *
   * @param code constant, for metrics
   * @param advice what a person can do
   */
  public record Cause(String code, String advice) {}

  static Ending of(OpenChange change, Outcome outcome) {
    return new Ending(change, outcome, null, null, null, null);
  }

  static Ending coalesced(OpenChange change, OpenChange into) {
    return new Ending(change, Outcome.COALESCED, into.eventId(), null, null, null);
  }

  /** A person has its contact forgotten. */
  public static Ending forgotten(OpenChange change) {
    return new Ending(
        change, Outcome.BLOCKED, null, null, "A person has this contact forgotten", null);
  }

  /** A status event: the change waits. */
  public static Ending parked(OpenChange change, @Nullable String m1Code, String reason) {
    return new Ending(change, Outcome.PARKED, null, m1Code, reason, null);
  }
}

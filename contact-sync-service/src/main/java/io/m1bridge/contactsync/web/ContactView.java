package io.m1bridge.contactsync.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contracts.SyncResult.Coordinates;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a contact is; says nothing of what stands in it.
 *
 * @param state {@code settled}, {@code queued}, {@code in-flight}, {@code in-doubt} (its call may
 *     or may not have happened), {@code parked} (another contact has its email) or {@code rejected}
 *     (nothing is sent before the CRM changes it, or M1 has a property that it lacks)
 * @param knownInM1 whether M1 acknowledged it
 * @param call the call or delete job that holds it
 * @param waiting the latest change that no call carries yet
 * @param carried the change that the call in flight carries
 * @param lastProblem why the last call did not end well
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactView(
    String state,
    boolean knownInM1,
    @Nullable String call,
    @Nullable Change waiting,
    @Nullable Change carried,
    @Nullable String lastProblem) {

  /** A change without a terminal result. */
  public record Change(String eventId, Coordinates source, Instant receivedAt, int attempts) {
    static @Nullable Change of(@Nullable OpenChange change) {
      return change == null
          ? null
          : new Change(change.eventId(), change.source(), change.receivedAt(), change.attempts());
    }
  }

  static ContactView of(ContactState contact) {
    return new ContactView(
        state(contact.progress()),
        contact.synced() != null,
        contact.heldBy(),
        Change.of(contact.waiting()),
        Change.of(contact.carried()),
        contact.lastProblem());
  }

  private static String state(Progress progress) {
    if (progress instanceof Progress.Held held) {
      return switch (held.phase()) {
        case IN_FLIGHT -> "in-flight";
        case IN_DOUBT -> "in-doubt";
      };
    }
    if (progress instanceof Progress.Parked) {
      return "parked";
    }
    if (progress instanceof Progress.Queued queued) {
      return Aside.PROPERTY_MISSING.equals(queued.aside()) ? "rejected" : "queued";
    }
    return progress instanceof Progress.Rejected ? "rejected" : "settled";
  }
}

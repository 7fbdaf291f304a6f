package io.m1bridge.contactsync.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Listed;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.undelivered.Obstacle;
import io.m1bridge.contactsync.where.Sight;
import io.m1bridge.contactsync.where.Step;
import io.m1bridge.contactsync.where.Story;
import io.m1bridge.contracts.SyncResult.Coordinates;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a contact is; says nothing of what stands in it.
 *
 * @param state {@code settled} if it is in M1 as the CRM wants it, as far as M1 acknowledged; else
 *     the state that the list of what is not delivered has, or will have of it
 * @param reason of that list; null if it is settled
 * @param since when it is not delivered; null if it is settled
 * @param nextStep what happens next by itself, or what a person can do
 * @param knownInM1 whether M1 acknowledged it
 * @param call the call or delete job that holds it
 * @param waiting the latest change that no call carries yet
 * @param carried the change that the call in flight carries
 * @param lastProblem why the last call did not end well
 * @param steps its way in the order of their times; the last one or two are what comes next
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactView(
    String state,
    @Nullable String reason,
    @Nullable Instant since,
    String nextStep,
    boolean knownInM1,
    @Nullable String call,
    @Nullable Change waiting,
    @Nullable Change carried,
    @Nullable String lastProblem,
    List<Step> steps) {

  public ContactView {
    steps = List.copyOf(steps);
  }

  /** A change without a terminal result. */
  public record Change(String eventId, Coordinates source, Instant receivedAt, int attempts) {
    static @Nullable Change of(@Nullable OpenChange change) {
      return change == null
          ? null
          : new Change(change.eventId(), change.source(), change.receivedAt(), change.attempts());
    }
  }

  /** What is told of what can be seen. */
  public static ContactView of(Sight sight) {
    ContactState contact = sight.contact();
    List<Step> steps = Story.of(sight);
    Optional<Obstacle> obstacle = Obstacle.asStored(contact);
    return new ContactView(
        obstacle
            .map(it -> it.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .orElse("settled"),
        obstacle.map(Obstacle::reason).orElse(null),
        obstacle.isEmpty() ? null : since(contact),
        obstacle.map(Obstacle::nextStep).orElseGet(() -> steps.get(steps.size() - 1).says()),
        contact.synced() != null,
        contact.heldBy(),
        Change.of(contact.waiting()),
        Change.of(contact.carried()),
        contact.lastProblem(),
        steps);
  }

  private static @Nullable Instant since(ContactState contact) {
    Listed listed = contact.listed();
    if (listed != null) {
      return listed.since();
    }
    OpenChange oldest = contact.carried() == null ? contact.waiting() : contact.carried();
    return oldest == null ? null : oldest.since();
  }
}

package io.m1bridge.contactsync.where;

import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Listed;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Trail;
import io.m1bridge.contactsync.contact.Unread;
import io.m1bridge.contactsync.delete.JobView;
import io.m1bridge.contactsync.store.QueueEntry;
import io.m1bridge.contactsync.undelivered.Obstacle;
import io.m1bridge.contactsync.where.Step.What;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.contracts.SyncResult.Operation;
import io.m1bridge.contracts.Undelivered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A contact's way: from the record of the CRM to M1's answer, as far as it is kept, and what comes
 * next.
 */
public final class Story {

  private final Sight sight;
  private final ContactState contact;
  private final List<Step> past = new ArrayList<>();

  private Story(Sight sight) {
    this.sight = sight;
    this.contact = sight.contact();
  }

  /** Its steps in the order of their times; what comes next stands at the end. */
  public static List<Step> of(Sight sight) {
    return new Story(sight).steps();
  }

  private List<Step> steps() {
    trail(contact.trail());
    listed(contact.listed());
    open(contact.carried());
    held();
    open(contact.waiting());
    answered(contact.trail());
    waits();
    List<Step> steps = inOrder(past);
    steps.addAll(Next.of(sight));
    return List.copyOf(steps);
  }

  private void trail(@Nullable Trail trail) {
    Trail.Settled settled = trail == null ? null : trail.settled();
    if (settled == null) {
      return;
    }
    String how =
        switch (settled.outcome()) {
          case APPLIED -> "was applied: M1 acknowledged it";
          case UNCHANGED -> "left nothing to do: M1 had it already";
          case REJECTED -> "was rejected" + rejection().map(code -> " (" + code + ")").orElse("");
          case BLOCKED -> "was blocked: a rule keeps it from M1";
          case COALESCED, SUPERSEDED, DRY_RUN, PARKED ->
              "ended as " + settled.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    String which =
        "The change at offset %d of partition %d ".formatted(settled.offset(), settled.partition());
    past.add(Step.by(What.SETTLED, settled.at(), which + how, settled.callId()));
  }

  /** Why it is rejected now; empty if it is not. */
  private Optional<String> rejection() {
    return Obstacle.onTheWay(contact)
        .filter(it -> it.state() == Undelivered.State.REJECTED)
        .map(Obstacle::reason);
  }

  private void listed(@Nullable Listed listed) {
    if (listed == null) {
      return;
    }
    Unread unread = listed.unread();
    if (unread != null) {
      String range =
          unread.first() == unread.last()
              ? "The change at offset " + unread.last()
              : "Changes between offsets " + unread.first() + " and " + unread.last();
      past.add(
          new Step(
              What.UNREADABLE,
              listed.begun(),
              range + " could not be read: " + listed.reason(),
              null,
              new Coordinates(unread.topic(), unread.partition(), unread.last()),
              null));
    } else if (listed.state() == Undelivered.State.DIFFERS) {
      past.add(
          Step.of(
              What.DIFFERS,
              listed.begun(),
              "M1 was seen to have it otherwise than it acknowledged: " + listed.reason()));
    }
  }

  private void open(@Nullable OpenChange change) {
    if (change == null) {
      return;
    }
    OpenChange.Folded folded = change.folded();
    if (folded != null) {
      past.add(
          new Step(
              What.FOLDED,
              folded.first(),
              Words.count(folded.changes(), "earlier change")
                  + " folded into the next one: each ended as coalesced",
              change.eventId(),
              null,
              null));
    }
    past.add(
        new Step(
            What.READ,
            change.receivedAt(),
            "A change was read" + sent(change.attempts()),
            change.eventId(),
            change.source(),
            null));
    OpenChange.LastCall last = change.last();
    if (last != null) {
      past.add(
          Step.by(
              What.CALLED,
              last.recordedAt(),
              "M1 accepted "
                  + operation(last.operation())
                  + " for it, with "
                  + Words.count(last.rows(), "contact"),
              last.callId()));
    }
  }

  private static String sent(int times) {
    return times == 0 ? "" : ", and sent " + (times == 1 ? "once" : times + " times");
  }

  private void held() {
    if (!(contact.progress() instanceof Progress.Held held)) {
      return;
    }
    Optional<JobView> job = sight.job();
    if (held.row() == null) {
      past.add(
          Step.by(
              What.CALLED,
              job.map(JobView::progressAt).orElse(null),
              "A delete job has it"
                  + job.map(
                          it ->
                              ", with "
                                  + Words.count(it.contacts(), "contact")
                                  + ", and last got on at this time")
                      .orElse(""),
              held.callId()));
      return;
    }
    Optional<Intent> intent = sight.intent();
    String doubt =
        switch (held.phase()) {
          case IN_FLIGHT -> "";
          case IN_DOUBT -> "; nobody can tell whether M1 did it";
        };
    past.add(
        Step.by(
            What.CALLED,
            intent.map(Intent::createdAt).orElse(null),
            "A call took its row along"
                + intent
                    .map(
                        it ->
                            ": "
                                + (it.kind() == Intent.Kind.ADD ? "an add" : "an edit")
                                + " of "
                                + Words.count(it.contacts().size(), "contact"))
                    .orElse("")
                + doubt,
            held.callId()));
  }

  private void answered(@Nullable Trail trail) {
    Trail.Tried tried = trail == null ? null : trail.tried();
    boolean onTheWay = !(contact.progress() instanceof Progress.Idle);
    String problem = onTheWay && rejection().isEmpty() ? contact.lastProblem() : null;
    if (tried != null) {
      past.add(
          Step.by(
              What.ANSWERED,
              tried.at(),
              problem == null ? "A call ended; what it came to is not kept" : problem,
              tried.callId()));
    } else if (problem != null) {
      past.add(Step.of(What.ANSWERED, null, problem));
    }
  }

  private void waits() {
    if (contact.progress() instanceof Progress.Parked parked) {
      past.add(
          Step.of(
              What.PARKED,
              parked.since(),
              "It waits for its address, which "
                  + sight.holder().map(key -> "contact " + key.key()).orElse("another contact")
                  + " has"));
    } else if (contact.progress() instanceof Progress.Queued queued && rejection().isEmpty()) {
      QueueEntry entry = QueueEntry.read(queued.queueKey());
      OpenChange waiting = contact.waiting();
      Instant since = entry.since().orElse(waiting == null ? null : waiting.receivedAt());
      String row = entry.lane().name().toLowerCase(Locale.ROOT);
      past.add(
          Step.of(
              What.QUEUED,
              since,
              (isLooked(queued.aside())
                      ? "Its row waits for M1's list, and then for a call that makes "
                      : "Its row waits for a call that makes ")
                  + (row.charAt(0) == 'd' ? "a " : "an ")
                  + row));
    }
  }

  private static boolean isLooked(@Nullable Aside aside) {
    return aside != null && aside.kind() == Aside.Kind.LISTS;
  }

  private static String operation(Operation operation) {
    return switch (operation) {
      case ADD -> "an add";
      case EDIT -> "an edit";
      case DELETE -> "a delete";
      case NONE -> "nothing";
    };
  }

  /** A step without a time stays behind the one that it came after. */
  private static List<Step> inOrder(List<Step> told) {
    record Timed(Step step, Instant at) {}
    List<Timed> timed = new ArrayList<>();
    Instant last = Instant.EPOCH;
    for (Step step : told) {
      Instant at = step.at();
      last = at == null ? last : at;
      timed.add(new Timed(step, last));
    }
    List<Step> steps = new ArrayList<>();
    timed.stream().sorted(Comparator.comparing(Timed::at)).forEach(one -> steps.add(one.step()));
    return steps;
  }
}

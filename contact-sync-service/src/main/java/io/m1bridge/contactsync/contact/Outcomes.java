package io.m1bridge.contactsync.contact;

import io.m1bridge.contactsync.contact.OpenChange.LastCall;
import io.m1bridge.contracts.SyncResult.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a contact changes when a call takes it along, and when that call ended. */
public final class Outcomes {

  private Outcomes() {}

  /**
   * A call or delete job takes the contact along.
   *
   * @param row what it carries; null in a delete job
   * @throws IllegalStateException if the contact has no work: on another call, the change that this
   *     one carries would be lost
   */
  public static ContactState dispatched(ContactState state, String callId, @Nullable SentRow row) {
    if (!(state.progress() instanceof Progress.Idle
        || state.progress() instanceof Progress.Queued)) {
      throw new IllegalStateException("No call may take along what is " + state);
    }
    Aside aside = state.progress() instanceof Progress.Queued queued ? queued.aside() : null;
    return state
        .waitingFor(null)
        .at(
            new Progress.Held(
                callId, row, state.waiting(), false, aside, Progress.Held.Phase.IN_FLIGHT));
  }

  /** Nobody can tell whether the call happened, and it may still happen. */
  public static ContactState inDoubt(ContactState state) {
    return state.progress() instanceof Progress.Held held ? state.at(held.withDoubt()) : state;
  }

  /** The call was made: the change that it carried has one attempt more. */
  public static ContactState attempted(ContactState state) {
    return state.progress() instanceof Progress.Held held && held.carried() != null
        ? state.at(held.carrying(held.carried().attempted()))
        : state;
  }

  /** M1 failed on the call that carries the contact, or refused it without a reason. */
  public static ContactState failed(ContactState state, int failures) {
    return state.progress() instanceof Progress.Held held && held.carried() != null
        ? state.at(held.carrying(held.carried().withFailures(failures)))
        : state;
  }

  /** M1 accepted an add. */
  public static ContactState added(
      ContactState state, SentRow row, Optional<String> group, AddMerge merge) {
    Synced base = sameContact(state, row) ? state.synced() : null;
    List<StaleContact> stale = new ArrayList<>(state.stale());
    if (base == null) {
      base = new Synced(row.email(), Map.of(), Set.of());
      if (state.synced() != null) {
        Folding.add(stale, state.toGo(state.synced()));
      }
      String doubtful = state.doubtful().get(FieldNames.EMAIL);
      if (doubtful != null && !Folding.sameEmail(doubtful, row.email())) {
        Folding.add(stale, StaleContact.of(doubtful));
      }
    }
    Synced synced = base.withFields(acknowledged(state.doubtful(), base, row, merge));
    return state
        .inM1(group.isPresent() ? synced.withGroup(group.get()) : synced, Map.of(), stale)
        .acknowledged(row.fingerprints().keySet());
  }

  private static Map<String, @Nullable String> acknowledged(
      Map<String, String> doubtful, Synced base, SentRow row, AddMerge merge) {
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    row.fingerprints()
        .forEach(
            (name, print) -> {
              boolean undisputed = !doubtful.containsKey(name) || print.equals(doubtful.get(name));
              boolean certain =
                  print.equals(base.fields().get(name))
                      || (merge == AddMerge.NEW_WINS && undisputed);
              fields.put(name, certain ? print : null);
            });
    for (String name : doubtful.keySet()) {
      if (!row.fingerprints().containsKey(name)) {
        fields.put(name, null);
      }
    }
    fields.remove(FieldNames.EMAIL);
    return fields;
  }

  /** M1 accepted an edit. */
  public static ContactState edited(ContactState state, SentRow row) {
    Synced synced = state.synced();
    return synced == null
        ? state
        : state
            .inM1(
                synced.withFields(new LinkedHashMap<>(row.fingerprints())),
                state.doubtful(),
                state.stale())
            .acknowledged(row.fingerprints().keySet());
  }

  /** What stood under the address is gone from M1. */
  public static ContactState deleted(ContactState state, String email) {
    return state.inM1(
        state.synced(),
        state.doubtful(),
        state.stale().stream().filter(stale -> !Folding.sameEmail(stale.email(), email)).toList());
  }

  /** Nobody can tell whether an add or edit happened, but it can no longer happen. */
  public static ContactState expired(ContactState state, SentRow row) {
    Synced synced = state.synced();
    if (synced != null && sameContact(state, row)) {
      Map<String, @Nullable String> unknown = new LinkedHashMap<>();
      row.fingerprints()
          .forEach(
              (name, print) -> {
                if (!name.equals(FieldNames.EMAIL) && !print.equals(synced.fields().get(name))) {
                  unknown.put(name, null);
                }
              });
      return state.inM1(synced.withFields(unknown), state.doubtful(), state.stale());
    }
    Map<String, String> doubtful = new LinkedHashMap<>(state.doubtful());
    doubtful.putAll(row.fingerprints());
    doubtful.put(FieldNames.EMAIL, row.email());
    return state.inM1(synced, doubtful, state.stale());
  }

  /**
   * M1 accepted the call; what it did has been applied to the state before.
   *
   * @param completes whether that left nothing to do for the carried change
   */
  public static Transition accepted(ContactState state, LastCall call, boolean completes) {
    Aside aside = state.progress() instanceof Progress.Held held ? held.aside() : null;
    Aside kept = aside != null && aside.kind() == Aside.Kind.JOINS ? aside : null;
    return completed(state.withProblem(null), call, completes, kept);
  }

  /** The call did nothing: the contact waits again where it stood. */
  public static Transition requeued(ContactState state, @Nullable String problem) {
    Aside aside = state.progress() instanceof Progress.Held held ? held.aside() : null;
    return completed(state.withProblem(problem), null, false, aside);
  }

  /** The call was refused: the contact waits in a part of its batch. */
  public static Transition bisected(ContactState state, Aside part) {
    return completed(state, null, false, part);
  }

  /**
   * The contact alone cannot be carried out. What came during the flight may well be the
   * correction: then nothing is rejected. Nor is a delete that came meanwhile: the call that was
   * refused was another one.
   */
  public static Transition rejected(ContactState state, Rejection why) {
    OpenChange before = state.waiting();
    Transition over = completed(state, null, false, null);
    OpenChange last = over.state().waiting();
    boolean isToGo =
        state.progress() instanceof Progress.Held held
            && held.row() != null
            && held.deletePending()
            && !over.state().stale().isEmpty();
    if (isToGo || (state.carried() != null && before != null)) {
      return over;
    }
    boolean property = why.equals(Rejection.PROPERTY_MISSING);
    ContactState end =
        over.state()
            .waitingFor(null)
            .at(
                property
                    ? new Progress.Queued("", Aside.PROPERTY_MISSING)
                    : new Progress.Rejected())
            .withProblem(why.cause().code());
    Transition rejected = new Transition(end, over.endings());
    return last == null ? rejected : rejected.and(why.ending(last));
  }

  /**
   * A person asks to send again what M1 refused. What a person kept in M1 stays there.
   *
   * @return the same state where it is not rejected
   */
  public static ContactState retried(ContactState state) {
    boolean kept = Rejection.DELETE_REJECTED.cause().code().equals(state.lastProblem());
    return state.progress() instanceof Progress.Rejected && !kept ? state.at(Progress.IDLE) : state;
  }

  /**
   * What M1 shows otherwise than it acknowledged is to be sent again.
   *
   * @return the same state where it does not, or where the contact is on its way anyhow
   */
  public static ContactState repaired(ContactState state) {
    Seen seen = state.seen();
    Synced synced = state.synced();
    if (seen == null
        || synced == null
        || seen.differs().isEmpty()
        || !(state.progress() instanceof Progress.Idle)) {
      return state;
    }
    ContactState less =
        seen.isMissing()
            ? state.inM1(null, doubtful(synced), state.stale())
            : state.inM1(synced.without(seen.differs().keySet()), state.doubtful(), state.stale());
    return less.seen(seen.afterRepair());
  }

  /** It may be there all the same: what is deleted or moved before the add has to go from M1. */
  private static Map<String, String> doubtful(Synced synced) {
    Map<String, String> prints = new LinkedHashMap<>();
    synced
        .fields()
        .forEach(
            (name, print) -> {
              if (print != null) {
                prints.put(name, print);
              }
            });
    prints.put(FieldNames.EMAIL, synced.email());
    return prints;
  }

  /**
   * M1 lists a contact that may have been there, and which nothing is to be done for, as where its
   * mode adds none: so it is there.
   *
   * @return the same state where M1 acknowledged it, or where it is on its way anyhow
   */
  public static ContactState listed(ContactState state) {
    String email = state.doubtful().get(FieldNames.EMAIL);
    if (email == null
        || state.synced() != null
        || !state.stale().isEmpty()
        || !(state.progress() instanceof Progress.Idle)) {
      return state;
    }
    Map<String, @Nullable String> unknown = new LinkedHashMap<>();
    state.doubtful().keySet().forEach(name -> unknown.put(name, null));
    unknown.remove(FieldNames.EMAIL);
    return state.inM1(new Synced(email, unknown, Set.of()), Map.of(), List.of());
  }

  /**
   * A person decided that what was to be deleted stays in M1. Where the CRM has made the contact
   * anew, or does so later, it is taken up as it stands there; else its change ends as rejected.
   */
  public static Transition keptInM1(ContactState state) {
    ContactState left = state.leftInM1();
    return state.isMadeAnew()
        ? Transition.to(left.at(Progress.IDLE))
        : rejected(left, Rejection.DELETE_REJECTED);
  }

  private static Transition completed(
      ContactState state, @Nullable LastCall call, boolean completes, @Nullable Aside aside) {
    if (!(state.progress() instanceof Progress.Held held)) {
      return Transition.to(state.at(waitingIn(aside)));
    }
    OpenChange carried = held.carried();
    if (carried != null && call != null) {
      carried = carried.carriedBy(call);
    }
    OpenChange waiting = state.waiting();
    ContactState over = state.waitingFor(waiting == null ? carried : waiting).at(waitingIn(aside));
    over = held.deletePending() ? Folding.giveUp(over) : Folding.settleDoubt(over);
    if (waiting == null || carried == null) {
      return Transition.to(over);
    }
    return Transition.to(over)
        .and(
            call != null && completes
                ? Ending.of(carried, Outcome.APPLIED)
                : Ending.coalesced(carried, waiting));
  }

  private static Progress waitingIn(@Nullable Aside aside) {
    return aside == null ? Progress.IDLE : new Progress.Queued("", aside);
  }

  private static boolean sameContact(ContactState state, SentRow row) {
    return state.synced() != null && Folding.sameEmail(state.synced().email(), row.email());
  }
}

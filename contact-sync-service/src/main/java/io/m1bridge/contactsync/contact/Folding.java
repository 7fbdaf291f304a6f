package io.m1bridge.contactsync.contact;

import io.m1bridge.contracts.ContactChangeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds a change into what is known. The order of the calls is the order of the partition; what M1
 * shows in the end is what applying every change one by one would have shown.
 */
public final class Folding {

  private Folding() {}

  /** What folding a change came to. */
  public sealed interface Folded {

    /**
     * The change is taken.
     *
     * @param coalesced the change before it that now ends in this one; null if there was none
     */
    record Taken(ContactState state, @Nullable OpenChange coalesced) implements Folded {

      /** What is to be applied. */
      public Transition transition() {
        OpenChange into = state.waiting();
        return coalesced == null || into == null
            ? Transition.to(state)
            : Transition.to(state).and(Ending.coalesced(coalesced, into));
      }
    }

    /** The same record again: it has or gets its one result already. */
    record Repeated() implements Folded {}

    /** A patch of a contact that nobody made, without the address that would make it. */
    record Unaddressed() implements Folded {}
  }

  /** Folds one change. */
  public static Folded fold(
      ContactState state, ContactChange change, OpenChange open, Owners owners) {
    if (isSame(state.waiting(), open) || isSame(state.carried(), open)) {
      return new Folded.Repeated();
    }
    OpenChange placed = open.inSlot(slot(state));
    OpenChange before = state.waiting();
    ContactState taken =
        ListOutcomes.triedAnew(
            released(
                state
                    .waitingFor(before == null ? placed : placed.after(before))
                    .withProblem(null)
                    .read()));
    if (change.type() == ContactChangeType.DELETED) {
      return new Folded.Taken(deleted(taken.wanting(null)), before);
    }
    Desired wanted = state.desired() == null ? Desired.empty() : state.desired();
    Desired after = wanted.with(change, owners);
    if (after.address() == null) {
      return new Folded.Unaddressed();
    }
    taken = superseded(taken.wanting(after), owners.changed(wanted, after));
    return new Folded.Taken(
        taken.progress() instanceof Progress.Held ? taken : settleDoubt(taken), before);
  }

  /**
   * What M1 acknowledged of these fields, or does so yet, is past: a person may have typed
   * something since, which the CRM's new value replaces even where it is the old one again.
   */
  private static ContactState superseded(ContactState state, Set<String> fields) {
    if (fields.isEmpty()) {
      return state;
    }
    Synced synced = state.synced();
    ContactState after =
        synced == null
            ? state
            : state.inM1(synced.without(fields), state.doubtful(), state.stale());
    return after.progress() instanceof Progress.Held held && held.row() != null
        ? after.at(held.carrying(held.row().superseded(fields)))
        : after;
  }

  private static int slot(ContactState state) {
    OpenChange waiting = state.waiting();
    OpenChange carried = state.carried();
    if (waiting != null) {
      return waiting.slot();
    }
    return carried == null ? 0 : 1 - carried.slot();
  }

  /** A changed contact is sent again whatever was wrong with it; who waits for an address waits. */
  private static ContactState released(ContactState state) {
    boolean stays =
        state.progress() instanceof Progress.Held || state.progress() instanceof Progress.Parked;
    return stays ? state : state.at(Progress.IDLE);
  }

  /** A contact in flight is left until its call ended: only then is known what stands there. */
  private static ContactState deleted(ContactState state) {
    return state.progress() instanceof Progress.Held held
        ? state.at(held.withDeletePending())
        : giveUp(state).at(Progress.IDLE);
  }

  /**
   * A person has the contact forgotten: as if the CRM had deleted it, but that no change is left
   * open, that of a call under way included. None becomes a dead letter, which would keep it.
   */
  public static Transition forgotten(ContactState state) {
    List<Ending> endings = new ArrayList<>();
    ContactState over = state.wanting(null).waitingFor(null).withProblem(null).listed(null);
    if (state.progress() instanceof Progress.Held held) {
      if (held.carried() != null) {
        endings.add(Ending.forgotten(held.carried()));
      }
      over = over.at(held.carrying((OpenChange) null));
    }
    if (state.waiting() != null) {
      endings.add(Ending.forgotten(state.waiting()));
    }
    return new Transition(deleted(over), endings);
  }

  /** Everything that stands or may stand in M1 has to go. */
  public static ContactState giveUp(ContactState state) {
    List<StaleContact> stale = new ArrayList<>(state.stale());
    Synced synced = state.synced();
    if (synced != null) {
      add(stale, state.toGo(synced));
      synced.elsewhere().forEach(email -> add(stale, StaleContact.of(email)));
    }
    String doubtful = state.doubtfulAddress();
    if (doubtful != null) {
      add(stale, StaleContact.doubtful(doubtful));
    }
    return state.inM1(null, Map.of(), stale);
  }

  /**
   * An add of unknown outcome under an address that is no longer wanted: what it may have left
   * goes.
   */
  static ContactState settleDoubt(ContactState state) {
    String doubtful = state.doubtfulAddress();
    if (doubtful == null
        || state.desired() == null
        || ContactState.normalized(doubtful).equals(state.wantedAddress())) {
      return state;
    }
    List<StaleContact> stale = new ArrayList<>(state.stale());
    add(stale, StaleContact.doubtful(doubtful));
    return state.inM1(state.synced(), Map.of(), stale);
  }

  static void add(List<StaleContact> stale, StaleContact one) {
    if (stale.stream().noneMatch(other -> sameAddress(other.email(), one.email()))) {
      stale.add(one);
    }
  }

  static boolean sameAddress(String one, String other) {
    return ContactState.normalized(one).equals(ContactState.normalized(other));
  }

  private static boolean isSame(@Nullable OpenChange known, OpenChange open) {
    return known != null && known.sameRecord(open);
  }
}

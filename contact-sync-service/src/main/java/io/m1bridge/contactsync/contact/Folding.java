package io.m1bridge.contactsync.contact;

import io.m1bridge.contracts.ContactChangeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    record Taken(ContactState state, @Nullable OpenChange coalesced) implements Folded {}

    /** The same record again: it has or gets its one result already. */
    record Repeated() implements Folded {}

    /** A patch of a contact that nobody made, without the email that would make it. */
    record Unaddressed() implements Folded {}
  }

  /** Folds one change. */
  public static Folded fold(ContactState state, ContactChange change, OpenChange open) {
    if (isSame(state.waiting(), open) || isSame(state.carried(), open)) {
      return new Folded.Repeated();
    }
    ContactState.Edit edit = state.edit();
    edit.halted = false;
    edit.suspect = null;
    edit.lastProblem = null;
    edit.waiting = open;
    if (change.type() == ContactChangeType.DELETED) {
      edit.desired = null;
      edit.parked = false;
      if (state.inFlight() == null) {
        giveUp(edit);
      } else {
        edit.doomed = true;
      }
    } else {
      Desired before = state.desired() == null ? Desired.empty() : state.desired();
      Desired after = before.with(change);
      if (after.fields().get(FieldNames.EMAIL) == null) {
        return new Folded.Unaddressed();
      }
      edit.desired = after;
      if (state.inFlight() == null) {
        settleDoubt(edit);
      }
    }
    return new Folded.Taken(edit.done(), state.waiting());
  }

  /**
   * Everything that stands or may stand in M1 has to go. A contact in flight is left until its call
   * ended: only then is known what stands there.
   */
  static void giveUp(ContactState.Edit edit) {
    List<Copy> copies = new ArrayList<>(edit.toDelete);
    Synced synced = edit.synced;
    if (synced != null) {
      add(copies, new Copy(synced.email(), synced.m1Id()));
    }
    String doubtful = edit.maybe.get(FieldNames.EMAIL);
    if (doubtful != null) {
      add(copies, new Copy(doubtful, null));
    }
    edit.synced = null;
    edit.maybe = Map.of();
    edit.toDelete = copies;
  }

  /**
   * An add of unknown outcome under an address that is no longer wanted: what it may have left
   * goes.
   */
  static void settleDoubt(ContactState.Edit edit) {
    String doubtful = edit.maybe.get(FieldNames.EMAIL);
    if (doubtful == null || edit.desired == null) {
      return;
    }
    String wanted = edit.desired.email();
    if (wanted == null
        || !ContactState.normalized(wanted).equals(ContactState.normalized(doubtful))) {
      List<Copy> copies = new ArrayList<>(edit.toDelete);
      add(copies, new Copy(doubtful, null));
      edit.toDelete = copies;
      edit.maybe = Map.of();
    }
  }

  static void add(List<Copy> copies, Copy copy) {
    boolean known =
        copies.stream()
            .anyMatch(
                other ->
                    ContactState.normalized(other.email())
                        .equals(ContactState.normalized(copy.email())));
    if (!known) {
      copies.add(copy);
    }
  }

  private static boolean isSame(@Nullable OpenChange known, OpenChange open) {
    return known != null && known.sameRecord(open);
  }
}

package io.m1bridge.contactsync.contact;

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
   * A contact after its call ended.
   *
   * @param applied the carried change, if it ended as applied
   * @param coalesced the carried change, if it ended in the one that came during the flight
   */
  public record Landed(
      ContactState state, @Nullable OpenChange applied, @Nullable OpenChange coalesced) {}

  /** The call takes the contact along. */
  public static ContactState launched(ContactState state, String callId) {
    ContactState.Edit edit = state.edit();
    edit.inFlight = callId;
    edit.carried = state.waiting() == null ? null : state.waiting().attempted();
    edit.waiting = null;
    edit.place = null;
    return edit.done();
  }

  /** M1 failed on the call that carries the contact. */
  public static ContactState failed(ContactState state) {
    ContactState.Edit edit = state.edit();
    edit.carried = state.carried() == null ? null : state.carried().failed();
    return edit.done();
  }

  /** M1 accepted an add. */
  public static ContactState added(
      ContactState state, SentRow row, Optional<String> group, AddMerge merge) {
    ContactState.Edit edit = state.edit();
    Synced base = sameContact(state, row) ? state.synced() : null;
    if (base == null) {
      base = new Synced(row.email(), Map.of(), Set.of(), null);
      List<Copy> copies = new ArrayList<>(state.toDelete());
      if (state.synced() != null) {
        Folding.add(copies, new Copy(state.synced().email(), state.synced().m1Id()));
      }
      String doubtful = state.maybe().get(FieldNames.EMAIL);
      if (doubtful != null && !sameEmail(doubtful, row.email())) {
        Folding.add(copies, new Copy(doubtful, null));
      }
      edit.toDelete = copies;
    }
    Synced synced = base.withFields(acknowledged(state.maybe(), base, row, merge));
    edit.synced = group.isPresent() ? synced.withGroup(group.get()) : synced;
    edit.maybe = Map.of();
    return edit.done();
  }

  private static Map<String, @Nullable String> acknowledged(
      Map<String, String> maybe, Synced base, SentRow row, AddMerge merge) {
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    row.values()
        .forEach(
            (name, value) -> {
              boolean undisputed = !maybe.containsKey(name) || value.equals(maybe.get(name));
              boolean certain =
                  value.equals(base.acknowledged(name))
                      || (merge == AddMerge.NEW_WINS && undisputed);
              fields.put(name, certain ? value : null);
            });
    for (String name : maybe.keySet()) {
      if (!row.values().containsKey(name)) {
        fields.put(name, null);
      }
    }
    fields.remove(FieldNames.EMAIL);
    return fields;
  }

  /** M1 accepted an edit. */
  public static ContactState edited(ContactState state, SentRow row) {
    ContactState.Edit edit = state.edit();
    if (state.synced() != null) {
      edit.synced = state.synced().withFields(row.values());
    }
    return edit.done();
  }

  /** What stood under the row's address is gone from M1. */
  public static ContactState deleted(ContactState state, SentRow row) {
    ContactState.Edit edit = state.edit();
    edit.toDelete =
        state.toDelete().stream().filter(copy -> !sameEmail(copy.email(), row.email())).toList();
    return edit.done();
  }

  /** Nobody can tell whether an add or edit happened, but it can no longer happen. */
  public static ContactState uncertain(ContactState state, SentRow row) {
    ContactState.Edit edit = state.edit();
    Synced synced = state.synced();
    if (synced != null && sameContact(state, row)) {
      Map<String, @Nullable String> doubtful = new LinkedHashMap<>();
      row.values()
          .forEach(
              (name, value) -> {
                if (!name.equals(FieldNames.EMAIL) && !value.equals(synced.acknowledged(name))) {
                  doubtful.put(name, null);
                }
              });
      edit.synced = synced.withFields(doubtful);
    } else {
      Map<String, String> maybe = new LinkedHashMap<>(state.maybe());
      maybe.putAll(row.values());
      edit.maybe = maybe;
    }
    return edit.done();
  }

  /**
   * The call is over; what it did has been applied to the state before.
   *
   * @param carrier the call if M1 accepted it, else null
   * @param completes whether an accepted call left nothing to do for the carried change
   */
  public static Landed landed(
      ContactState state, OpenChange.@Nullable Carrier carrier, boolean completes) {
    ContactState.Edit edit = state.edit();
    OpenChange carried = state.carried();
    if (carried != null && carrier != null) {
      carried = carried.carriedBy(carrier);
    }
    edit.inFlight = null;
    edit.carried = null;
    OpenChange applied = null;
    OpenChange coalesced = null;
    if (state.waiting() == null) {
      edit.waiting = carried;
    } else if (carried != null && carrier != null && completes) {
      applied = carried;
    } else {
      coalesced = carried;
    }
    if (state.doomed()) {
      edit.doomed = false;
      Folding.giveUp(edit);
    } else {
      Folding.settleDoubt(edit);
    }
    return new Landed(edit.done(), applied, coalesced);
  }

  private static boolean sameContact(ContactState state, SentRow row) {
    return state.synced() != null && sameEmail(state.synced().email(), row.email());
  }

  private static boolean sameEmail(String one, String other) {
    return ContactState.normalized(one).equals(ContactState.normalized(other));
  }
}

package io.m1bridge.contactsync.contact;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done in M1 next so that a contact becomes what the CRM wants: the difference
 * between {@link Desired} and {@link Synced}. One step at a time; after each the rest is derived
 * again.
 */
public sealed interface Work {

  /** Nothing. */
  record None() implements Work {}

  /** These have to go first. */
  record Delete(List<StaleContact> stale) implements Work {}

  /**
   * The contact is to be added, or joins groups, which is done by an add too.
   *
   * @param values all values to send, that of the address among them
   * @param groups groups still to join; one call joins one
   */
  record Add(Map<String, String> values, Set<String> groups) implements Work {
    @Override
    public Collection<String> fields() {
      return values.keySet();
    }

    /** The same, where nothing that M1 holds under the address is written. */
    public Add ofGroupsAlone(String address) {
      return new Add(Map.of(FieldNames.EMAIL, address), groups);
    }
  }

  /**
   * Fields are to be written.
   *
   * @param values new values, an empty text clears; without that of the address
   * @param known other fields, whose wanted value M1 acknowledged and the CRM alone may change
   * @param by the field that M1 finds the contact by
   */
  record Edit(Map<String, String> values, Set<String> known, Identity by) implements Work {
    @Override
    public Collection<String> fields() {
      if (by.isEmail()) {
        return values.keySet();
      }
      Set<String> all = new HashSet<>(values.keySet());
      all.add(by.field());
      return all;
    }

    /** The same, which gives the contact, found by another field, the address that is wanted. */
    Edit moving(Desired desired, Identity by) {
      Map<String, String> all = new LinkedHashMap<>(values);
      all.put(FieldNames.EMAIL, Objects.requireNonNull(desired.address()));
      Set<String> others = new HashSet<>(known);
      others.remove(by.field());
      return new Edit(all, others, by);
    }

    /** Whether it gives a contact that is found by something else another email. */
    public boolean isMove() {
      return !values.getOrDefault(FieldNames.EMAIL, "").isEmpty();
    }
  }

  /** What it writes, by names of fields. */
  default Map<String, String> written() {
    if (this instanceof Add add) {
      return add.values();
    }
    return this instanceof Edit edit ? edit.values() : Map.of();
  }

  /** Names of the fields that it writes, or finds the contact by. */
  default Collection<String> fields() {
    return List.of();
  }

  /**
   * Derives it. A contact that a call holds, or that is rejected, has none.
   *
   * @param state the contact as far as it is the CRM's to say: {@link Owners#wanted}
   */
  static Work of(ContactState state, AddMerge merge, Owners owners) {
    return of(state, merge, owners, Optional.empty());
  }

  /**
   * The same, where contacts of the account have a property that may tell them apart.
   *
   * @param keyProperty holds the CRM's key of each contact
   */
  static Work of(
      ContactState state, AddMerge merge, Owners owners, Optional<Identity> keyProperty) {
    if (state.progress() instanceof Progress.Held
        || state.progress() instanceof Progress.Rejected) {
      return new None();
    }
    if (!state.stale().isEmpty()) {
      return new Delete(state.stale());
    }
    Desired desired = state.desired();
    if (desired == null || state.progress() instanceof Progress.Parked) {
      return new None();
    }
    Synced synced = state.synced();
    boolean isThere = synced != null && !isOther(synced, desired) && !synced.isSomewhere();
    Optional<Edit> move =
        synced == null || isThere
            ? Optional.empty()
            : keyProperty
                .filter(by -> isTold(state.key(), desired, synced, by))
                .filter(by -> state.doubtful().isEmpty())
                .map(by -> edit(desired, synced, owners).moving(desired, by));
    if (move.isPresent()) {
      return move.get();
    }
    if (!isThere || synced == null) {
      // Groups are joined by adds that find a contact, which M1 does by email alone.
      return new Add(said(desired), desired.identity().isEmail() ? desired.groups() : Set.of());
    }
    return ofKnown(desired, synced, merge, owners);
  }

  /** Whether M1 acknowledged the CRM's key as the value of a field: no other contact has it. */
  private static boolean isTold(ContactKey key, Desired desired, Synced synced, Identity by) {
    return desired.identity().isEmail()
        && key.key().equals(desired.fields().get(by.field()))
        && synced.holds(by.field(), key.key());
  }

  private static Work ofKnown(Desired desired, Synced synced, AddMerge merge, Owners owners) {
    Edit edit = edit(desired, synced, owners);
    Set<String> joins = new TreeSet<>(edit.by().isEmail() ? desired.groups() : Set.of());
    joins.removeAll(synced.groups());
    boolean ridesAlong = merge == AddMerge.NEW_WINS || edit.values().isEmpty();
    if (!joins.isEmpty() && ridesAlong) {
      return new Add(joining(desired, synced, edit), joins);
    }
    return edit.values().isEmpty() ? new None() : edit;
  }

  /** What M1 is known to hold stays as it is: the row carries it, and the news with it. */
  private static Map<String, String> joining(Desired desired, Synced synced, Edit edit) {
    Map<String, String> values = new LinkedHashMap<>();
    desired
        .fields()
        .forEach(
            (name, value) -> {
              if (edit.values().containsKey(name) || edit.known().contains(name)) {
                put(values, name, value);
              }
            });
    values.put(FieldNames.EMAIL, synced.email());
    return values;
  }

  private static Map<String, String> said(Desired desired) {
    Map<String, String> values = new LinkedHashMap<>();
    desired.fields().forEach((name, value) -> put(values, name, value));
    return values;
  }

  /** Adds carry no blanks: what a blank does there is open. */
  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      values.put(name, value);
    }
  }

  private static boolean isOther(Synced synced, Desired desired) {
    String address = Objects.requireNonNull(desired.address(), "A wanted contact has an address");
    return !ContactState.normalized(address).equals(ContactState.normalized(synced.email()));
  }

  /** Writes what M1 has not acknowledged, maybe nothing; only what we wrote is ever cleared. */
  private static Edit edit(Desired desired, Synced synced, Owners owners) {
    Map<String, String> values = new LinkedHashMap<>();
    Set<String> known = new HashSet<>();
    Identity by = desired.identity();
    desired
        .fields()
        .forEach(
            (name, value) -> {
              if (name.equals(by.field())) {
                return;
              }
              boolean shared = owners.of(name) == Owner.SHARED;
              if (synced.holds(name, value)) {
                // What is shared may hold something else by now.
                if (!shared) {
                  known.add(name);
                }
              } else if (value != null) {
                values.put(name, value);
              } else if (!shared && synced.mayHoldValue(name)) {
                values.put(name, "");
              }
            });
    return new Edit(values, known, by);
  }
}

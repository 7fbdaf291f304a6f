package io.m1bridge.contactsync.contact;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a call did to what M1 is believed to have of a contact. */
public final class CallEffects {

  private CallEffects() {}

  /** M1 accepted an add. */
  public static ContactState added(
      ContactState state, SentRow row, Optional<String> group, AddMerge merge) {
    Synced base = sameContact(state, row) ? state.synced() : null;
    List<StaleContact> stale = new ArrayList<>(state.stale());
    if (base != null && base.isSomewhere()) {
      goElsewhere(base, row, stale);
      base = base.perhapsNew();
    }
    if (base == null) {
      base = Synced.under(row.email()).byAnAdd();
      if (state.synced() != null) {
        Folding.add(stale, state.toGo(state.synced()));
        goElsewhere(state.synced(), row, stale);
      }
      String doubtful = state.doubtfulAddress();
      if (doubtful != null && !Folding.sameAddress(doubtful, row.email())) {
        Folding.add(stale, StaleContact.doubtful(doubtful));
      }
    }
    Synced synced =
        base.withFields(acknowledged(state.doubtful(), base, row, merge)).mailedBy(row, true);
    Set<String> shown = new HashSet<>(row.fingerprints().keySet());
    shown.add(FieldNames.WHOLE);
    return state
        .inM1(group.isPresent() ? synced.withGroup(group.get()) : synced, Map.of(), stale)
        .acknowledged(shown);
  }

  /** Where it may stand besides, it is not to stay. */
  private static void goElsewhere(Synced before, SentRow row, List<StaleContact> stale) {
    for (String email : before.elsewhere()) {
      if (!Folding.sameAddress(email, row.email())) {
        Folding.add(stale, StaleContact.of(email));
      }
    }
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
    fields.remove(FieldNames.WHOLE);
    fields.remove(row.addressField());
    return fields;
  }

  /** M1 accepted an edit. */
  public static ContactState edited(ContactState state, SentRow row) {
    Synced synced = state.synced();
    if (synced == null) {
      return state;
    }
    Map<String, @Nullable String> fields = new LinkedHashMap<>(row.fingerprints());
    if (row.moves()) {
      fields.remove(row.addressField());
      synced = synced.movedTo(row.email());
    }
    return state
        .inM1(synced.withFields(fields).mailedBy(row, true), state.doubtful(), state.stale())
        .acknowledged(row.fingerprints().keySet());
  }

  /** What stood under the address is gone from M1. */
  public static ContactState deleted(ContactState state, String email) {
    return state.inM1(
        state.synced(),
        state.doubtful(),
        state.stale().stream()
            .filter(stale -> !Folding.sameAddress(stale.email(), email))
            .toList());
  }

  /** Nobody can tell whether an add or edit happened, but it can no longer happen. */
  public static ContactState expired(ContactState state, SentRow row) {
    Synced synced = state.synced();
    if (synced != null && (row.moves() || sameContact(state, row))) {
      Map<String, @Nullable String> unknown = new LinkedHashMap<>();
      row.fingerprints()
          .forEach(
              (name, print) -> {
                if (!name.equals(row.addressField()) && !print.equals(synced.fields().get(name))) {
                  unknown.put(name, null);
                }
              });
      Synced after = synced.withFields(unknown).mailedBy(row, false);
      return state.inM1(
          row.moves() ? after.perhapsAt(row.email()) : after, state.doubtful(), state.stale());
    }
    Map<String, String> doubtful = new LinkedHashMap<>(state.doubtful());
    doubtful.putAll(row.fingerprints());
    doubtful.put(ContactState.addressField(row.email()), row.email());
    if (Identity.ofAddress(row.email()).isEmail()) {
      // That lists did not show it before says nothing any more.
      return state.inM1(synced, doubtful, state.stale()).acknowledged(Set.of(FieldNames.WHOLE));
    }
    if (synced == null) {
      // Whether it is there, lists have to tell anew.
      return state.inM1(null, doubtful, state.stale()).seen(null);
    }
    // Where no add may be repeated the old address goes first: then the lists tell of the new one.
    List<StaleContact> stale = new ArrayList<>(state.stale());
    Folding.add(stale, state.toGo(synced));
    return state.inM1(null, doubtful, stale);
  }

  private static boolean sameContact(ContactState state, SentRow row) {
    return state.synced() != null && Folding.sameAddress(state.synced().email(), row.email());
  }
}

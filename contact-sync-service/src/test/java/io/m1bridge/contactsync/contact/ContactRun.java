package io.m1bridge.contactsync.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.contracts.SyncResult.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One contact, one M1 that merges with the new value winning, somebody who types into it, and the
 * truth.
 */
final class ContactRun {

  enum Step {
    CHANGE,
    LAUNCH,
    ACCEPT,
    FAIL,
    LOSE_DONE,
    LOSE_UNDONE,
    TYPE
  }

  record Action(Step step, ContactChange change) {}

  private final AddMerge merge;
  private final Map<String, Map<String, String>> m1 = new HashMap<>();
  private final List<String> ended = new ArrayList<>();
  private final Owners owners;
  private final Map<String, OwnedField> owned = new TreeMap<>();
  private ContactState state = ContactState.unknown(Changes.KEY);
  private @Nullable Map<String, String> crm;
  private @Nullable SentRow row;
  private Map<String, String> values = Map.of();
  private @Nullable Work flying;
  private Optional<String> group = Optional.empty();
  private int changes;
  private int typed;

  ContactRun(AddMerge merge, Owners owners) {
    this.merge = merge;
    this.owners = owners;
    owners.named().forEach((name, owner) -> owned.put(name, new OwnedField(owner)));
    owned.values().removeIf(field -> field.owner() == Owner.CRM);
  }

  /** What M1 shows, by address. */
  Map<String, Map<String, String>> m1() {
    return m1;
  }

  /** The changes that ended. */
  List<String> ended() {
    return ended;
  }

  /** How many changes there were. */
  int changes() {
    return changes;
  }

  void step(Action action) {
    switch (action.step()) {
      case CHANGE -> change(action.change());
      case LAUNCH -> launch();
      case ACCEPT -> accept();
      case FAIL -> fail();
      case LOSE_DONE -> lose(true);
      case LOSE_UNDONE -> lose(false);
      case TYPE -> type();
      default -> throw new AssertionError();
    }
    if (state.waiting() != null && state.carried() != null) {
      assertThat(state.waiting().slot()).isNotEqualTo(state.carried().slot());
    }
    if (flying == null && work(state) instanceof Work.None) {
      owned.values().forEach(OwnedField::settled);
    }
  }

  /** Whoever works in M1 fills in one field of what stands there. */
  private void type() {
    List<String> names = List.copyOf(owned.keySet());
    Map<String, String> shown = crm == null ? null : m1.get(crm.get("email"));
    if (shown == null || names.isEmpty()) {
      return;
    }
    String name = names.get(++typed % names.size());
    shown.put(name, "typed " + typed);
    owned.get(name).typed("typed " + typed);
  }

  /** Whether M1 shows what it may, of a contact that stands there in the end. */
  void check(Map<String, String> shown) {
    Map<String, String> ofCrm = new HashMap<>(shown);
    ofCrm.keySet().removeAll(owned.keySet());
    Map<String, String> wanted = new HashMap<>(truth().get(shown.get("email")));
    wanted.keySet().removeAll(owned.keySet());
    assertThat(ofCrm).isEqualTo(wanted);
    owned.forEach(
        (name, field) ->
            assertThat(field.allowed())
                .as("%s, owned by %s", name, field.owner())
                .contains(shown.getOrDefault(name, "")));
  }

  void drain() {
    accept();
    for (int i = 0; i < 20; i++) {
      launch();
      accept();
    }
    assertThat(work(state)).isInstanceOf(Work.None.class);
    if (state.waiting() != null) {
      ended.add(state.waiting().eventId());
    }
  }

  Map<String, Map<String, String>> truth() {
    if (crm == null) {
      return Map.of();
    }
    Map<String, String> fields = new HashMap<>(crm);
    fields.values().removeIf(""::equals);
    return Map.of(crm.get("email"), fields);
  }

  private void change(ContactChange template) {
    int number = ++changes;
    ContactChange change =
        new ContactChange(
            Changes.KEY, "e" + number, template.type(), template.fields(), template.groups(), null);
    Folding.Folded.Taken taken =
        (Folding.Folded.Taken) Folding.fold(state, change, Changes.open(number), owners);
    state = taken.state();
    if (taken.coalesced() != null) {
      ended.add(taken.coalesced().eventId());
    }
    if (change.type() == ContactChangeType.DELETED) {
      crm = null;
      owned.values().forEach(OwnedField::gone);
    } else {
      boolean moved = crm != null && !crm.get("email").equals(change.fields().get("email"));
      owned.forEach((name, field) -> field.said(change.fields().get(name), moved));
      Map<String, String> next = crm == null ? new HashMap<>() : new HashMap<>(crm);
      change.fields().forEach((name, value) -> next.put(name, value == null ? "" : value));
      crm = next;
    }
  }

  private Work work(ContactState of) {
    return Work.of(owners.wanted(of), merge, owners);
  }

  private void launch() {
    Work work = work(state);
    if (work instanceof Work.Delete delete) {
      values = Map.of();
      row = SentRow.of("k1", delete.stale().get(0).email(), values);
    } else if (work instanceof Work.Add add) {
      values = add.values();
      row = SentRow.of("k1", values.get("email"), values);
      group = add.groups().stream().findFirst();
    } else if (work instanceof Work.Edit edit) {
      values = edit.values();
      row = SentRow.of("k1", state.synced().email(), values);
    } else {
      return;
    }
    flying = work;
    ContactState flown = Outcomes.dispatched(state, "c", row);
    ContactState after = Outcomes.requeued(acked(flown), null).state();
    row = row.completing(work(after) instanceof Work.None);
    state = flown;
  }

  private ContactState acked(ContactState from) {
    if (flying instanceof Work.Delete) {
      return CallEffects.deleted(from, row.email());
    }
    return flying instanceof Work.Add
        ? CallEffects.added(from, row, group, merge)
        : CallEffects.edited(from, row);
  }

  private void accept() {
    if (flying == null) {
      return;
    }
    apply();
    state = acked(state);
    land(
        Outcomes.accepted(
            state, new OpenChange.LastCall("c", Operation.ADD, 1, null), row.completes()));
  }

  private void lose(boolean done) {
    if (flying == null) {
      return;
    }
    if (done) {
      apply();
    }
    if (!(flying instanceof Work.Delete)) {
      state = CallEffects.expired(Outcomes.inDoubt(state), row);
    }
    land(Outcomes.requeued(state, null));
  }

  private void fail() {
    if (flying != null) {
      land(Outcomes.requeued(state, "no"));
    }
  }

  private void land(Transition over) {
    flying = null;
    state = over.state();
    over.endings().forEach(ending -> ended.add(ending.change().eventId()));
  }

  private void apply() {
    String email = row.email();
    if (flying instanceof Work.Delete) {
      m1.remove(email);
    } else if (flying instanceof Work.Add) {
      m1.computeIfAbsent(email, e -> new LinkedHashMap<>()).putAll(values);
    } else if (m1.containsKey(email)) {
      m1.get(email).putAll(values);
      m1.get(email).values().removeIf(""::equals);
    }
  }
}

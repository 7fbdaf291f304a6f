package io.m1bridge.contactsync.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.contracts.SyncResult.Operation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * However changes, calls and lost answers interleave, M1 ends as applying every change one by one
 * would have left it, and every change ends exactly once.
 */
class FoldingPropertiesTest {

  private enum Step {
    CHANGE,
    LAUNCH,
    ACCEPT,
    FAIL,
    LOSE_DONE,
    LOSE_UNDONE
  }

  record Action(Step step, ContactChange change) {}

  @Property(tries = 2_000)
  void shouldEndWhereSequentialApplicationEnds(
      @ForAll("actions") List<Action> actions, @ForAll AddMerge merge) {
    Run run = new Run(merge);
    actions.forEach(run::step);
    run.drain();

    assertThat(run.m1).isEqualTo(run.truth());
    assertThat(run.ended).hasSize(run.accepted).doesNotHaveDuplicates();
  }

  @Provide
  Arbitrary<List<Action>> actions() {
    Arbitrary<String> emails = Arbitraries.of("a@x.cn", "a@x.cn", "b@x.cn");
    Arbitrary<Map<String, String>> fields =
        Arbitraries.maps(
            Arbitraries.of("fullName", "notes", "city"),
            Arbitraries.of("1", "2", "3").injectNull(0.3));
    Arbitrary<ContactChange> upserts =
        Combinators.combine(emails, fields, Arbitraries.of("G", "H").set().injectNull(0.5))
            .as(
                (email, values, groups) -> {
                  Map<String, String> all = new HashMap<>(values);
                  all.put("email", email);
                  return Changes.upsert(0, all, groups);
                });
    Arbitrary<ContactChange> changes =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(5, upserts),
            net.jqwik.api.Tuple.of(1, Arbitraries.create(() -> Changes.delete(0))));
    return Combinators.combine(
            Arbitraries.frequency(
                net.jqwik.api.Tuple.of(4, Step.CHANGE),
                net.jqwik.api.Tuple.of(4, Step.LAUNCH),
                net.jqwik.api.Tuple.of(3, Step.ACCEPT),
                net.jqwik.api.Tuple.of(1, Step.FAIL),
                net.jqwik.api.Tuple.of(1, Step.LOSE_DONE),
                net.jqwik.api.Tuple.of(1, Step.LOSE_UNDONE)),
            changes)
        .as(Action::new)
        .list()
        .ofMaxSize(40);
  }

  /** One contact, one M1 that merges with the new value winning, and the truth. */
  private static final class Run {
    private final AddMerge merge;
    private final Map<String, Map<String, String>> m1 = new HashMap<>();
    private final java.util.ArrayList<String> ended = new java.util.ArrayList<>();
    private ContactState state = ContactState.unknown(Changes.KEY);
    private @Nullable Map<String, String> crm;
    private @Nullable SentRow row;
    private Map<String, String> values = Map.of();
    private @Nullable Work flying;
    private Optional<String> group = Optional.empty();
    private int accepted;

    Run(AddMerge merge) {
      this.merge = merge;
    }

    void step(Action action) {
      switch (action.step()) {
        case CHANGE -> change(action.change());
        case LAUNCH -> launch();
        case ACCEPT -> accept();
        case FAIL -> fail();
        case LOSE_DONE -> lose(true);
        case LOSE_UNDONE -> lose(false);
        default -> throw new AssertionError();
      }
      if (state.waiting() != null && state.carried() != null) {
        assertThat(state.waiting().slot()).isNotEqualTo(state.carried().slot());
      }
    }

    void drain() {
      accept();
      for (int i = 0; i < 20; i++) {
        launch();
        accept();
      }
      assertThat(Work.of(state, merge)).isInstanceOf(Work.None.class);
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
      int number = ++accepted;
      ContactChange change =
          new ContactChange(
              Changes.KEY,
              "e" + number,
              template.type(),
              template.fields(),
              template.groups(),
              null);
      Folding.Folded.Taken taken =
          (Folding.Folded.Taken) Folding.fold(state, change, Changes.open(number));
      state = taken.state();
      if (taken.coalesced() != null) {
        ended.add(taken.coalesced().eventId());
      }
      if (change.type() == ContactChangeType.DELETED) {
        crm = null;
      } else {
        Map<String, String> next = crm == null ? new HashMap<>() : new HashMap<>(crm);
        change.fields().forEach((name, value) -> next.put(name, value == null ? "" : value));
        crm = next;
      }
    }

    private void launch() {
      Work work = Work.of(state, merge);
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
      row = row.completing(Work.of(after, merge) instanceof Work.None);
      state = flown;
    }

    private ContactState acked(ContactState from) {
      if (flying instanceof Work.Delete) {
        return Outcomes.deleted(from, row.email());
      }
      return flying instanceof Work.Add
          ? Outcomes.added(from, row, group, merge)
          : Outcomes.edited(from, row);
    }

    private void accept() {
      if (flying == null) {
        return;
      }
      apply();
      state = acked(state);
      land(
          Outcomes.accepted(
              state, new OpenChange.LastCall("c", Operation.ADD, 1), row.completes()));
    }

    private void lose(boolean done) {
      if (flying == null) {
        return;
      }
      if (done) {
        apply();
      }
      if (!(flying instanceof Work.Delete)) {
        state = Outcomes.expired(Outcomes.inDoubt(state), row);
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

  @Property(tries = 300)
  void shouldJoinEveryGroupLastSaid(@ForAll("actions") List<Action> actions) {
    ContactState state = ContactState.unknown(Changes.KEY);
    Set<String> last = new HashSet<>();
    int number = 0;
    for (Action action : actions) {
      ContactChange change = action.change();
      state = Changes.fold(state, change, ++number);
      if (change.type() == ContactChangeType.DELETED) {
        last = new HashSet<>();
      } else if (change.groups() != null) {
        last = change.groups();
      }
    }
    Work work = Work.of(state, AddMerge.NEW_WINS);
    Set<String> joined = work instanceof Work.Add add ? add.groups() : Set.of();
    assertThat(joined).isEqualTo(last);
  }
}

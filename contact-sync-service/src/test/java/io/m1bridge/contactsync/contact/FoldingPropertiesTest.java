package io.m1bridge.contactsync.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.ContactRun.Action;
import io.m1bridge.contactsync.contact.ContactRun.Step;
import io.m1bridge.contracts.ContactChangeType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * However changes, calls and lost answers interleave, M1 ends as applying every change one by one
 * would have left it, and every change ends exactly once.
 */
class FoldingPropertiesTest {

  @Property(tries = 2_000)
  void shouldEndWhereSequentialApplicationEnds(
      @ForAll("actions") List<Action> actions, @ForAll AddMerge merge) {
    ContactRun run = new ContactRun(merge, Owners.ALL_CRM);
    actions.forEach(run::step);
    run.drain();

    assertThat(run.m1()).isEqualTo(run.truth());
    assertThat(run.ended()).hasSize(run.changes()).doesNotHaveDuplicates();
  }

  /**
   * Somebody types into M1 at any time. What M1 owns is nobody else's; what is shared is whatever
   * was said last.
   */
  @Property(tries = 2_000)
  void shouldKeepWhatAPersonTyped(
      @ForAll("actions") List<Action> actions,
      @ForAll AddMerge merge,
      @ForAll Owner notes,
      @ForAll Owner city) {
    ContactRun run = new ContactRun(merge, new Owners(Map.of("notes", notes, "city", city)));
    actions.forEach(run::step);
    run.drain();

    assertThat(run.m1().keySet()).isEqualTo(run.truth().keySet());
    run.m1().values().forEach(run::check);
    assertThat(run.ended()).hasSize(run.changes()).doesNotHaveDuplicates();
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
                net.jqwik.api.Tuple.of(1, Step.LOSE_UNDONE),
                net.jqwik.api.Tuple.of(2, Step.TYPE)),
            changes)
        .as(Action::new)
        .list()
        .ofMaxSize(40);
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
    Work work = Work.of(state, AddMerge.NEW_WINS, Owners.ALL_CRM);
    Set<String> joined = work instanceof Work.Add add ? add.groups() : Set.of();
    assertThat(joined).isEqualTo(last);
  }
}

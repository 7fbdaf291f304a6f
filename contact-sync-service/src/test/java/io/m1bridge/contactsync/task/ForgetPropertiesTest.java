package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.Histories.change;
import static io.m1bridge.contactsync.task.Histories.mishap;
import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.forget.Forget;
import io.m1bridge.contactsync.task.Histories.Action;
import io.m1bridge.contactsync.task.Histories.Kind;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.BeforeTry;

/** People are forgotten at any time of any history. */
class ForgetPropertiesTest {

  private FakeM1 store = new FakeM1();
  private FilteredM1 cloud = new FilteredM1(store);
  private TaskHarness any = new TaskHarness(cloud, 4).connected();
  private final Map<String, String> cities = new TreeMap<>();
  private final Set<String> forgotten = new TreeSet<>();
  private final Map<String, Instant> asked = new TreeMap<>();
  private int changes;

  /** jqwik has one instance for all tries of a property: what fails alone can be made smaller. */
  @BeforeTry
  void anew() {
    store = new FakeM1();
    cloud = new FilteredM1(store);
    any = new TaskHarness(cloud, 4).connected();
    cities.clear();
    forgotten.clear();
    asked.clear();
    changes = 0;
  }

  /** A forgotten contact is as if it had never been, until the CRM sends it again. */
  @Property(tries = 60)
  void shouldLeaveNothingOfAForgottenContact(@ForAll("actions") List<Action> actions) {
    play(actions);
    settle();

    assertThat(SyncHarness.mismatches(store, cities)).isEmpty();
    assertThat(any.promise().unsettled()).isZero();
    assertThat(any.keptOriginals()).as("originals of changes that ended").isZero();
    assertThat(any.list.byContact()).as("listed as not delivered").isEmpty();
    for (String email : forgotten) {
      assertThat(any.recordsWith(email)).as(email).isEmpty();
    }
  }

  /** In whatever mode, with whatever under way: when all are forgotten there is nothing left. */
  @Property(tries = 60)
  void shouldLeaveNothingInAnyMode(
      @ForAll("modes") Mode mode,
      @ForAll("actions") List<Action> before,
      @ForAll("actions") List<Action> after) {
    play(before);
    any.in(mode).connected();
    play(after);
    for (int contact = 0; contact < 12; contact++) {
      any.forget("k" + contact);
    }
    settle();

    for (int contact = 0; contact < 12; contact++) {
      assertThat(any.forgotten("k" + contact)).map(Forget::isDone).contains(true);
    }
    assertThat(store.store().contacts()).isEmpty();
    assertThat(any.recordsWith("@x.cn")).isEmpty();
    assertThat(any.ends()).hasSize(changes);
    assertThat(any.keptOriginals()).isZero();
    assertThat(any.counts()).containsExactly(0, 0, 0);
    assertThat(any.list.byContact()).isEmpty();
    assertThat(any.deadLetterReasons()).isEmpty();
  }

  /** Contacts take each other's addresses, wait for them and move: they too leave nothing. */
  @Property(tries = 60)
  void shouldLeaveNothingOfContactsThatShareAddresses(@ForAll("moves") List<Move> moves) {
    for (Move move : moves) {
      String key = "k" + move.contact();
      switch (move.kind()) {
        case FORGET -> any.forget(key);
        case DELETE -> {
          any.delete(key);
          changes++;
        }
        default -> {
          any.upsert(key, person("p" + move.address() + "@x.cn", ""));
          changes++;
        }
      }
      mishap(store, cloud, any, new Action(move.mishap(), move.contact(), 0, 0));
      any.pass(Duration.ofMillis(100L * move.ticks()));
    }
    any.connected().passInSteps(Duration.ofMinutes(60), Duration.ofSeconds(1));
    for (int contact = 0; contact < 8; contact++) {
      any.forget("k" + contact);
    }
    settle();

    for (int contact = 0; contact < 8; contact++) {
      assertThat(any.forgotten("k" + contact)).map(Forget::isDone).contains(true);
    }
    assertThat(store.store().contacts()).isEmpty();
    assertThat(any.recordsWith("@x.cn")).isEmpty();
    assertThat(any.ends()).hasSize(changes);
    assertThat(any.keptOriginals()).isZero();
    assertThat(any.list.byContact()).isEmpty();
  }

  /**
   * A contact and the address that it gets.
   *
   * @param mishap what else happens
   */
  record Move(Kind kind, Kind mishap, int contact, int address, int ticks) {}

  @Provide
  Arbitrary<List<Move>> moves() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(8, Kind.UPSERT), Tuple.of(2, Kind.DELETE), Tuple.of(2, Kind.FORGET)),
            Arbitraries.frequency(
                Tuple.of(12, Kind.UPSERT),
                Tuple.of(1, Kind.DIE),
                Tuple.of(1, Kind.DIE_IN_FLIGHT),
                Tuple.of(1, Kind.LOSE_DONE),
                Tuple.of(1, Kind.LOSE_UNDONE)),
            Arbitraries.integers().between(0, 7),
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(0, 15))
        .as(Move::new)
        .list()
        .ofMaxSize(100);
  }

  private void play(List<Action> actions) {
    for (Action action : actions) {
      // What may have been sent before the order is forgotten with the rest.
      boolean late =
          !any.clock
              .instant()
              .minus(InDoubt.CLOCK_MARGIN)
              .isAfter(asked.getOrDefault(action.email(), Instant.MIN));
      if (change(any, action, late ? new TreeMap<>() : cities, changes)) {
        changes++;
        if (!late) {
          forgotten.remove(action.email());
        }
      }
      if (!isUnseen(action)) {
        mishap(store, cloud, any, action);
      }
      if (action.kind() == Kind.FORGET) {
        cities.remove(action.email());
        forgotten.add(action.email());
        asked.put(action.email(), any.clock.instant());
      }
      any.pass(Duration.ofMillis(100L * action.ticks()));
      assertThat(any.ends().size() + any.counts().stream().mapToInt(i -> i).sum())
          .as("every change is counted once")
          .isEqualTo(changes);
    }
  }

  /**
   * Who is made anew in M1 by hand while a job deletes the one before stays there: docs/forget.md
   * says so.
   */
  private boolean isUnseen(Action action) {
    return action.kind() == Kind.RENUMBER
        && any.recordsWith(action.email()).stream().anyMatch(at -> at.startsWith("ledger delete/"));
  }

  private void settle() {
    store.release();
    any.connected().passInSteps(Duration.ofMinutes(60), Duration.ofSeconds(1));
  }

  @Provide
  Arbitrary<Mode> modes() {
    return Arbitraries.of(Mode.values());
  }

  @Provide
  Arbitrary<List<Action>> actions() {
    return Histories.actions(0, 4);
  }
}

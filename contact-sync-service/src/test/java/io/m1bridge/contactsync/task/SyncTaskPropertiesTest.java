package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.task.Histories.Action;
import io.m1bridge.contactsync.task.Histories.Kind;
import io.m1bridge.contracts.Command;
import io.m1bridge.guarantee.PerContactOrder;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SyncTaskPropertiesTest {

  /** Deaths, lost answers and failures at any time: in the end M1 equals the CRM. */
  @Property(tries = 60)
  void shouldEndRightWhateverHappens(@ForAll("actions") List<Action> actions) {
    FakeM1 store = new FakeM1();
    FilteredM1 cloud = new FilteredM1(store);
    TaskHarness any = new TaskHarness(cloud, 4).connected();
    Map<String, String> cities = new TreeMap<>();
    PerContactOrder order = new PerContactOrder();
    int changes = 0;
    for (Action action : actions) {
      changes += Histories.change(any, action, cities, changes) ? 1 : 0;
      Histories.mishap(store, cloud, any, action);
      look(store, order);
      any.pass(Duration.ofMillis(100L * action.ticks()));
      look(store, order);
      long open = any.view().pending() + any.view().parked() + any.view().inDoubt();
      assertThat(any.promise().changes()).isEqualTo(changes);
      assertThat(open).as("every change is counted once").isEqualTo(any.promise().pending());
      assertThat(any.list.byContact()).as("listed").hasSize((int) any.view().undelivered());
      assertThat(any.countedReasons()).as("counted").isEqualTo(any.list.counted());
      assertThat(action.kind() != Kind.BAD_HOUR || open == 0 || !any.list.byContact().isEmpty())
          .as("what is open for an hour is listed")
          .isTrue();
    }
    store.release();
    cloud.filter =
        Histories.someAreRefused(new Random(actions.stream().mapToLong(Action::ticks).sum()));
    any.connected().passInSteps(Duration.ofMinutes(60), Duration.ofSeconds(1));
    look(store, order);

    assertThat(order.violations()).isEmpty();
    assertThat(any.promise().unsettled()).isZero();
    assertThat(any.keptOriginals()).as("originals of changes that ended").isZero();
    assertThat(SyncHarness.mismatches(store, cities)).isEmpty();
    assertThat(any.list.byContact()).as("listed as not delivered").isEmpty();
  }

  /**
   * Contacts stand in M1, then the mode changes, perhaps in a dry run at first: in the end M1 is
   * what the mode's rule makes of it.
   */
  @Property(tries = 60)
  void shouldEndAsTheModeSays(
      @ForAll("modes") Mode mode,
      @ForAll boolean dry,
      @ForAll("actions") List<Action> before,
      @ForAll("actions") List<Action> after) {
    FakeM1 store = new FakeM1();
    FilteredM1 cloud = new FilteredM1(store);
    TaskHarness any = new TaskHarness(cloud, 4).connected();
    Map<String, String> cities = new TreeMap<>();
    int changes = 0;
    for (Action action : before) {
      changes += Histories.change(any, action, cities, changes) ? 1 : 0;
    }
    any.passInSteps(Duration.ofMinutes(10), Duration.ofSeconds(1));
    assertThat(SyncHarness.cities(store)).isEqualTo(cities);

    if (mode == Mode.ADD_ONLY) {
      typeInTheRest(store, cities);
    }
    any.in(mode).dry(dry).connected();
    ModeOracle oracle = new ModeOracle(mode, cities);
    int calls = store.calls().size();
    for (Action action : after) {
      if (Histories.change(any, action, new TreeMap<>(), changes)) {
        changes++;
        oracle.change(action);
      }
      if (!dry || action.kind() == Kind.DIE) {
        Histories.mishap(store, cloud, any, action);
      }
      any.pass(Duration.ofMillis(100L * action.ticks()));
      assertThat(any.ends().size() + any.counts().stream().mapToInt(i -> i).sum())
          .as("every change is counted once")
          .isEqualTo(changes);
    }
    if (dry) {
      any.pass(Duration.ofSeconds(30));
      assertThat(store.calls()).as("calls of a dry run").hasSize(calls);
      any.dry(false);
    }
    store.release();
    // What becomes of an add of unknown outcome, two passes through M1's lists tell.
    Duration longest = mode == Mode.ADD_ONLY ? Duration.ofHours(3) : Duration.ofHours(1);
    any.connected().passInSteps(longest, Duration.ofSeconds(1));

    assertThat(any.ends()).hasSize(changes);
    assertThat(any.deadLetterReasons()).isEmpty();
    assertThat(any.keptOriginals()).as("originals of changes that ended").isZero();
    assertThat(any.counts()).containsExactly(0, 0, 0);
    oracle.check(SyncHarness.cities(store));
  }

  /** People typed some contacts into M1 that the CRM may come to send. */
  private static void typeInTheRest(FakeM1 store, Map<String, String> cities) {
    for (int contact = 0; contact < 12; contact += 3) {
      String email = "p" + contact + "@x.cn";
      if (!cities.containsKey(email)) {
        cities.put(email, "拉萨");
        store
            .store()
            .put(Contact.of(Map.of(ContactField.EMAIL, email, ContactField.CITY, "拉萨"), Map.of()));
      }
    }
  }

  /** Whatever people do in M1 is found, that and nothing else, and set right when told to. */
  @Property(tries = 40)
  void shouldFindWhatIsDoneInM1ByHand(
      @ForAll("actions") List<Action> actions,
      @ForAll @Size(max = 5) Set<@IntRange(max = 11) Integer> deleted,
      @ForAll @Size(max = 5) Set<@IntRange(max = 11) Integer> typed) {
    FakeM1 store = new FakeM1();
    TaskHarness any = new TaskHarness(store).connected();
    Map<String, String> cities = new TreeMap<>();
    int changes = 0;
    for (Action action : actions) {
      changes += Histories.change(any, action, cities, changes) ? 1 : 0;
      if (action.kind() == Kind.DIE || action.kind() == Kind.RECONCILE) {
        Histories.mishap(store, new FilteredM1(store), any, action);
      }
    }
    any.passInSteps(Duration.ofMinutes(60), Duration.ofSeconds(2));
    Set<String> touched = new TreeSet<>();
    for (int contact = 0; contact < 12; contact++) {
      String email = "p" + contact + "@x.cn";
      if (cities.containsKey(email) && deleted.contains(contact)) {
        store.store().remove(email);
        touched.add("k" + contact);
      } else if (cities.containsKey(email) && typed.contains(contact)) {
        store.store().type(email, ContactField.CITY, "拉萨");
        if (cities.get(email).isEmpty()) {
          // What the CRM does not say is the marketers' to type.
          cities.put(email, "拉萨");
        } else {
          touched.add("k" + contact);
        }
      }
    }
    any.command(Command.Action.RECONCILE);
    any.passInSteps(Duration.ofMinutes(30), Duration.ofSeconds(2));
    assertThat(any.list.byContact().keySet()).isEqualTo(touched);

    any.command(Command.Action.REPAIR);
    any.passInSteps(Duration.ofMinutes(5), Duration.ofSeconds(1));
    assertThat(SyncHarness.mismatches(store, cities)).isEmpty();
    assertThat(any.list.byContact()).isEmpty();
  }

  @Provide
  Arbitrary<Mode> modes() {
    return Arbitraries.of(Mode.values());
  }

  @Provide
  Arbitrary<List<Action>> actions() {
    return Histories.actions(0, 0);
  }

  private static void look(FakeM1 store, PerContactOrder order) {
    for (Contact contact : store.store().contacts().values()) {
      contact
          .get(ContactField.FAX)
          .ifPresent(
              number ->
                  order.saw(contact.get(ContactField.EMAIL).orElseThrow(), Long.parseLong(number)));
    }
  }
}

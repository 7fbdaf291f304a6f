package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contracts.Command;
import io.m1bridge.guarantee.PerContactOrder;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SyncTaskPropertiesTest {

  /** What happens in one step. */
  enum Kind {
    UPSERT,
    GROUP,
    CUSTOM,
    CLEAR,
    DELETE,
    DIE,
    DIE_IN_FLIGHT,
    LOSE_DONE,
    LOSE_UNDONE,
    SERVER_ERROR,
    UNEXPLAINED,
    RECONCILE,
    BAD_HOUR,
    FULL,
    RENUMBER,
    THROTTLED,
    UNAUTHORIZED,
    TYPE,
    FORGET
  }

  record Action(Kind kind, int contact, int value, int ticks) {
    String email() {
      return "p" + contact + "@x.cn";
    }

    String city() {
      return "城" + value;
    }

    /** The change's fields; a third of the changes carry their number, the others can repeat. */
    String fields(int number) {
      String city = "\"city\":\"" + city() + "\"";
      return value == 0 ? city + ",\"fax\":\"" + number + "\"" : city;
    }
  }

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
      changes += change(any, action, cities, changes) ? 1 : 0;
      mishap(store, cloud, any, action);
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
    cloud.filter = someAreRefused(new Random(actions.stream().mapToLong(Action::ticks).sum()));
    any.connected().passInSteps(Duration.ofMinutes(60), Duration.ofSeconds(1));
    look(store, order);

    assertThat(order.violations()).isEmpty();
    assertThat(any.promise().unsettled()).isZero();
    assertThat(any.keptOriginals()).as("originals of changes that ended").isZero();
    assertThat(SyncHarness.mismatches(store, cities)).isEmpty();
    assertThat(any.list.byContact()).as("listed as not delivered").isEmpty();
  }

  /** Fewer than would have a batch divided for them. */
  static Function<M1Call<?>, Optional<M1Outcome<?>>> someAreRefused(Random random) {
    AtomicInteger refusals = new AtomicInteger(3);
    return call ->
        random.nextInt(5) == 0 && refusals.getAndDecrement() > 0
            ? Optional.of(new M1Outcome.Unexplained<>(Optional.empty(), "HTTP 502"))
            : Optional.empty();
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
      changes += change(any, action, cities, changes) ? 1 : 0;
    }
    any.passInSteps(Duration.ofMinutes(10), Duration.ofSeconds(1));
    assertThat(SyncHarness.cities(store)).isEqualTo(cities);

    any.in(mode).dry(dry).connected();
    ModeOracle oracle = new ModeOracle(mode, cities);
    int calls = store.calls().size();
    for (Action action : after) {
      if (change(any, action, new TreeMap<>(), changes)) {
        changes++;
        oracle.change(action);
      }
      if (!dry || action.kind() == Kind.DIE) {
        mishap(store, cloud, any, action);
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
    any.connected().passInSteps(Duration.ofMinutes(60), Duration.ofSeconds(1));

    assertThat(any.ends()).hasSize(changes);
    assertThat(any.deadLetterReasons()).isEmpty();
    assertThat(any.keptOriginals()).as("originals of changes that ended").isZero();
    assertThat(any.counts()).containsExactly(0, 0, 0);
    oracle.check(SyncHarness.cities(store));
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
      changes += change(any, action, cities, changes) ? 1 : 0;
      if (action.kind() == Kind.DIE || action.kind() == Kind.RECONCILE) {
        mishap(store, new FilteredM1(store), any, action);
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
    return Arbitraries.of(Mode.MIRROR, Mode.UPSERT, Mode.UPDATE_ONLY);
  }

  @Provide
  Arbitrary<List<Action>> actions() {
    return actions(0, 0);
  }

  /**
   * @param typing how often somebody types into M1
   * @param forgets how often a person has a contact forgotten
   */
  static Arbitrary<List<Action>> actions(int typing, int forgets) {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(typing, Kind.TYPE),
            Tuple.of(forgets, Kind.FORGET),
            Tuple.of(12, Kind.UPSERT),
            Tuple.of(3, Kind.GROUP),
            Tuple.of(3, Kind.CUSTOM),
            Tuple.of(3, Kind.CLEAR),
            Tuple.of(4, Kind.DELETE),
            Tuple.of(1, Kind.DIE),
            Tuple.of(1, Kind.DIE_IN_FLIGHT),
            Tuple.of(1, Kind.LOSE_DONE),
            Tuple.of(1, Kind.LOSE_UNDONE),
            Tuple.of(1, Kind.SERVER_ERROR),
            Tuple.of(1, Kind.UNEXPLAINED),
            Tuple.of(2, Kind.RECONCILE),
            Tuple.of(1, Kind.RENUMBER),
            Tuple.of(1, Kind.FULL),
            Tuple.of(1, Kind.BAD_HOUR),
            Tuple.of(1, Kind.THROTTLED),
            Tuple.of(1, Kind.UNAUTHORIZED));
    return Combinators.combine(
            kinds,
            Arbitraries.integers().between(0, 11),
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 15))
        .as(Action::new)
        .list()
        .ofMaxSize(200);
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

  static boolean change(TaskHarness any, Action action, Map<String, String> cities, int number) {
    String key = "k" + action.contact();
    String email = action.email();
    String city = action.city();
    switch (action.kind()) {
      case UPSERT -> any.upsert(key, person(email, action.fields(number)));
      case GROUP ->
          any.upsert(
              key,
              person(email, action.fields(number) + ",\"groups\":[\"G" + action.value() + "\"]"));
      case CUSTOM ->
          any.upsert(
              key,
              person(
                  email,
                  action.fields(number)
                      + ",\"custom\":{\"L"
                      + action.contact()
                      + "\":\""
                      + action.ticks()
                      + "\"}"));
      case CLEAR -> any.upsert(key, person(email, "\"city\":null"));
      case DELETE -> any.delete(key);
      default -> {
        return false;
      }
    }
    if (action.kind() == Kind.DELETE) {
      cities.remove(email);
    } else {
      cities.put(email, action.kind() == Kind.CLEAR ? "" : city);
    }
    return true;
  }

  /** Somebody deletes a contact in M1 and puts it there again: it has another id. */
  private static void renumber(FakeM1 store, String email) {
    store
        .store()
        .byEmail(email)
        .ifPresent(
            contact -> {
              store.store().remove(email);
              store.store().put(contact);
            });
  }

  static void mishap(FakeM1 store, FilteredM1 cloud, TaskHarness any, Action action) {
    switch (action.kind()) {
      case DIE -> any.die();
      case DIE_IN_FLIGHT -> {
        store.hold();
        any.pass(Duration.ofMillis(300));
        any.die();
        store.release();
      }
      case LOSE_DONE -> store.nextAfterEffect(new M1Outcome.Unknown<>("time-out"));
      case LOSE_UNDONE -> store.next(new M1Outcome.Unknown<>("time-out"));
      case SERVER_ERROR ->
          store.next(
              new M1Outcome.Unavailable<>(
                  M1Outcome.Unavailable.SERVER_ERROR, Duration.ofSeconds(1)));
      case UNEXPLAINED -> store.next(new M1Outcome.Unexplained<>(Optional.empty(), "HTTP 400"));
      case FORGET -> any.forget("k" + action.contact());
      case RECONCILE -> any.command(Command.Action.RECONCILE);
      case BAD_HOUR -> {
        cloud.filter =
            call -> Optional.of(new M1Outcome.Unexplained<>(Optional.empty(), "HTTP 400"));
        any.passInSteps(Duration.ofMinutes(60), Duration.ofSeconds(5));
        cloud.filter = call -> Optional.empty();
      }
      case FULL -> {
        cloud.filter =
            call ->
                call instanceof M1Call.AddContacts
                    ? Optional.of(new M1Outcome.ContactLimit<>(new M1Code("E00003")))
                    : Optional.empty();
        any.passInSteps(Duration.ofMinutes(15), Duration.ofSeconds(1));
        cloud.filter = call -> Optional.empty();
      }
      case RENUMBER -> renumber(store, action.email());
      case THROTTLED -> store.next(new M1Outcome.Throttled<>());
      case UNAUTHORIZED -> store.next(new M1Outcome.Unauthorized<>());
      default -> {}
    }
    any.access.grantAlways(TaskHarness.ACCOUNT);
  }
}

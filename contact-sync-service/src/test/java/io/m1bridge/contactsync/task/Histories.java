package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;

import io.m1bridge.contracts.Command;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Histories: what a CRM, M1, the network and people do, step by step. */
final class Histories {

  private Histories() {}

  /** What happens in one step. */
  enum Kind {
    UPSERT,
    GROUP,
    CUSTOM,
    CLEAR,
    DELETE,
    DIE,
    DIE_IN_FLIGHT,
    DELAY,
    LOSE_DONE,
    LOSE_UNDONE,
    SERVER_ERROR,
    UNEXPLAINED,
    RECONCILE,
    BAD_HOUR,
    WRITES_REFUSED,
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

  /** Fewer than would have a batch divided for them. */
  static Function<M1Call<?>, Optional<M1Outcome<?>>> someAreRefused(Random random) {
    AtomicInteger refusals = new AtomicInteger(3);
    return call ->
        random.nextInt(5) == 0 && refusals.getAndDecrement() > 0
            ? Optional.of(new M1Outcome.Unexplained<>(Optional.empty(), "HTTP 502"))
            : Optional.empty();
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
            Tuple.of(2, Kind.DELAY),
            Tuple.of(1, Kind.LOSE_DONE),
            Tuple.of(1, Kind.LOSE_UNDONE),
            Tuple.of(1, Kind.SERVER_ERROR),
            Tuple.of(1, Kind.UNEXPLAINED),
            Tuple.of(2, Kind.RECONCILE),
            Tuple.of(1, Kind.RENUMBER),
            Tuple.of(1, Kind.FULL),
            Tuple.of(1, Kind.BAD_HOUR),
            Tuple.of(1, Kind.WRITES_REFUSED),
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

  /**
   * Calls leave as late as their permits let them, and the network keeps them for a minute. Two
   * times in three their caller is dead by then.
   */
  private static void late(FakeM1 store, TaskHarness any, Action action) {
    boolean dies = action.value() > 0;
    any.stopCommitting();
    any.pass(Duration.ofMillis(1_900L * action.ticks()));
    store.delay(Duration.ofSeconds(60), any.clock);
    if (dies) {
      store.hold();
    }
    any.commitAgain();
    any.pass(Duration.ofMillis(300));
    if (dies) {
      any.die();
    }
    store.onTime();
    store.release();
  }

  private static boolean isWrite(M1Call<?> call) {
    return call instanceof M1Call.AddContacts
        || call instanceof M1Call.EditContacts
        || call instanceof M1Call.DeleteContacts;
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
      case DELAY -> late(store, any, action);
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
      case WRITES_REFUSED -> {
        M1Outcome<?> no =
            action.value() == 0
                ? new M1Outcome.Unavailable<>(
                    M1Outcome.Unavailable.SERVER_ERROR, Duration.ofSeconds(5))
                : new M1Outcome.Unexplained<>(Optional.empty(), "HTTP 403");
        cloud.filter = call -> isWrite(call) ? Optional.of(no) : Optional.empty();
        any.passInSteps(Duration.ofMinutes(10), Duration.ofSeconds(1));
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

package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.cities;
import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Addresses go from one contact to another, in chains and circles. */
class AddressMovesTest {

  private static final int CONTACTS = 5;

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).connected();

  private String wants(String key, String email) {
    return task.upsert(key, person(email, "\"city\":\"" + key + "\""));
  }

  @Test
  void shouldSwapTwo() {
    wants("k1", "a@x.cn");
    wants("k2", "b@x.cn");
    task.settle();
    String first = wants("k1", "b@x.cn");
    String second = wants("k2", "a@x.cn");
    task.pass(Duration.ofMinutes(2));

    assertThat(cities(m1)).isEqualTo(Map.of("a@x.cn", "k2", "b@x.cn", "k1"));
    assertThat(task.ends())
        .containsEntry(first, Outcome.APPLIED)
        .containsEntry(second, Outcome.APPLIED);
    assertThat(task.counts()).containsExactly(0, 0, 0);
  }

  @Test
  void shouldTurnACircleOfTwenty() {
    for (int i = 0; i < 20; i++) {
      wants("k" + i, "p" + i + "@x.cn");
    }
    task.settle();
    for (int i = 0; i < 20; i++) {
      wants("k" + i, "p" + (i + 1) % 20 + "@x.cn");
    }
    task.pass(Duration.ofMinutes(10));

    Map<String, String> expected = new TreeMap<>();
    IntStream.range(0, 20).forEach(i -> expected.put("p" + (i + 1) % 20 + "@x.cn", "k" + i));
    assertThat(cities(m1)).isEqualTo(expected);
    assertThat(task.counts()).containsExactly(0, 0, 0);
  }

  @Test
  void shouldGoOnWithACircleAfterADeath() {
    wants("k1", "a@x.cn");
    wants("k2", "b@x.cn");
    task.settle();
    wants("k1", "b@x.cn");
    wants("k2", "a@x.cn");
    task.pass(Duration.ofMillis(200));
    task.die();
    task.connected().pass(Duration.ofMinutes(5));

    assertThat(cities(m1)).isEqualTo(Map.of("a@x.cn", "k2", "b@x.cn", "k1"));
  }

  @Test
  void shouldAddBeforeItDeletesWhereNothingTurnsInACircle() {
    wants("k1", "a@x.cn");
    wants("k2", "b@x.cn");
    task.settle();
    wants("k2", "a@x.cn");
    wants("k1", "c@x.cn");
    task.pass(Duration.ofMinutes(2));

    assertThat(cities(m1)).isEqualTo(Map.of("a@x.cn", "k2", "c@x.cn", "k1"));
  }

  @Test
  void shouldKeepAnAddressUntilTheCallThatCarriesItHasEnded() {
    m1.hold();
    wants("k1", "a@x.cn");
    task.pass(Duration.ofMillis(300));
    wants("k2", "a@x.cn");
    wants("k1", "b@x.cn");
    task.pass(Duration.ofMillis(300));
    assertThat(m1.calls()).as("a@x.cn may not be k2's before it is gone").hasSize(1);

    m1.release();
    task.pass(Duration.ofMinutes(2));

    assertThat(cities(m1)).isEqualTo(Map.of("a@x.cn", "k2", "b@x.cn", "k1"));
  }

  enum Kind {
    WANT,
    DELETE,
    PASS,
    LOSE_DONE,
    LOSE_UNDONE,
    DIE
  }

  record Step(Kind kind, int contact, int address) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(10, Kind.WANT),
            Tuple.of(1, Kind.DELETE),
            Tuple.of(4, Kind.PASS),
            Tuple.of(1, Kind.LOSE_DONE),
            Tuple.of(1, Kind.LOSE_UNDONE),
            Tuple.of(1, Kind.DIE));
    return Combinators.combine(
            kinds,
            Arbitraries.integers().between(0, CONTACTS - 1),
            Arbitraries.integers().between(0, CONTACTS - 1))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  @Provide
  Arbitrary<List<Integer>> places() {
    List<Integer> all = new ArrayList<>(IntStream.range(0, CONTACTS).boxed().toList());
    return Arbitraries.shuffle(all);
  }

  private static String said(String email, String key) {
    return person(email, "\"city\":\"" + key + "\",\"custom\":{\"No\":\"" + key + "\"}");
  }

  /** Whoever wanted what before: in the end each has an address of its own, and M1 shows it. */
  @Property(tries = 300)
  void shouldShowEachContactUnderItsLastAddress(
      @ForAll("steps") List<Step> steps,
      @ForAll("places") List<Integer> places,
      @ForAll boolean movesByEdits) {
    FakeM1 store = new FakeM1();
    TaskHarness any = new TaskHarness(store);
    if (movesByEdits) {
      any.with("key-properties.demo", "No");
    }
    any.connected();
    int changes = 0;
    for (Step step : steps) {
      String key = "k" + step.contact();
      switch (step.kind()) {
        case WANT -> {
          any.upsert(key, said("p" + step.address() + "@x.cn", key));
          changes++;
        }
        case DELETE -> {
          any.delete(key);
          changes++;
        }
        case LOSE_DONE -> store.nextAfterEffect(new M1Outcome.Unknown<>("time-out"));
        case LOSE_UNDONE -> store.next(new M1Outcome.Unknown<>("time-out"));
        case PASS -> any.pass(Duration.ofMillis(100L << step.address()));
        case DIE -> {
          any.die();
          any.connected();
        }
      }
    }
    Map<String, String> expected = new HashMap<>();
    for (int i = 0; i < CONTACTS; i++) {
      String email = "p" + places.get(i) + "@x.cn";
      any.upsert("k" + i, said(email, "k" + i));
      expected.put(email, "k" + i);
    }
    any.passInSteps(Duration.ofMinutes(60), Duration.ofSeconds(1));

    assertThat(cities(store)).isEqualTo(expected);
    assertThat(any.ends()).hasSize(changes + CONTACTS);
    assertThat(any.counts()).containsExactly(0, 0, 0);
    assertThat(any.deadLetterReasons()).isEmpty();
  }
}

package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A "no" without a reason is nobody's fault until something else passes. */
class UnexplainedTest {

  private static final M1Outcome<?> SERVER_ERROR =
      new M1Outcome.Unavailable<>(M1Outcome.Unavailable.SERVER_ERROR, Duration.ofSeconds(5));

  private static final M1Outcome<?> NO = new M1Outcome.Unexplained<>(Optional.empty(), "HTTP 400");

  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 cloud = new FilteredM1(m1);
  private final TaskHarness task = new TaskHarness(cloud, 3).connected();

  @Test
  void shouldRejectNobodyWhileM1SaysNoToEverything() {
    cloud.filter = call -> Optional.of(NO);
    for (int i = 0; i < 20; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }

    task.pass(Duration.ofSeconds(1));
    assertThat(task.view().problem()).contains("without a reason");
    task.passInSteps(Duration.ofMinutes(60), Duration.ofSeconds(1));
    assertThat(task.ends()).isEmpty();
    assertThat(cloud.calls).as("backed off").isLessThan(120);

    cloud.filter = call -> Optional.empty();
    task.pass(Duration.ofMinutes(3));

    assertThat(task.ends().values()).hasSize(20).containsOnly(Outcome.APPLIED);
    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(task.view().problem()).isNull();
  }

  @Test
  void shouldRejectNobodyForAPropertyThatIsRefusedOnTheWay() {
    AtomicInteger refusals = new AtomicInteger(2);
    cloud.filter =
        call ->
            call instanceof M1Call.AddProperty && refusals.getAndDecrement() > 0
                ? Optional.of(NO)
                : Optional.empty();
    String added = task.upsert("k1", person("a@x.cn", "\"custom\":{\"Level\":\"A\"}"));

    task.pass(Duration.ofMinutes(5));

    assertThat(task.ends()).isEqualTo(Map.of(added, Outcome.APPLIED));
    assertThat(m1.calls(M1Call.AddProperty.class)).hasSize(1);
  }

  /** A gateway or a database of M1 that fails: every add and edit for a while, and no list. */
  @ParameterizedTest
  @CsvSource({"1,true", "1,false", "20,true", "20,false"})
  void shouldRejectNobodyWhileWritesAreRefusedAndReadsPass(int contacts, boolean serverError) {
    task.upsert("other", person("other@x.cn", ""));
    task.settle();
    AtomicInteger writes = new AtomicInteger();
    cloud.filter =
        call -> {
          if (!isWrite(call)) {
            return Optional.empty();
          }
          writes.incrementAndGet();
          return Optional.of(serverError ? SERVER_ERROR : NO);
        };
    for (int i = 0; i < contacts; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
    task.patch("other", "{\"city\":\"上海\"}");

    task.passInSteps(Duration.ofMinutes(1), Duration.ofSeconds(1));
    assertThat(task.view().problem()).as("visible from the first minute").isNotNull();
    task.passInSteps(Duration.ofMinutes(60), Duration.ofSeconds(1));
    assertThat(task.view().problem()).isNotNull();
    assertThat(task.ends()).hasSize(1);
    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(writes).as("backed off").hasValueLessThan(100);

    int calls = cloud.calls;
    cloud.filter = call -> Optional.empty();
    task.passInSteps(Duration.ofMinutes(5), Duration.ofSeconds(1));

    assertThat(task.ends().values()).hasSize(contacts + 2).containsOnly(Outcome.APPLIED);
    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(task.view().problem()).isNull();
    assertThat(cloud.calls - calls).isLessThan(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void shouldSendTheOthersAndRejectThoseWhoAloneAreRefused(int culprits) {
    cloud.filter =
        call ->
            IntStream.range(0, culprits)
                    .anyMatch(i -> FilteredM1.carries(call, "p" + 7 * i + "@x.cn"))
                ? Optional.of(NO)
                : Optional.empty();
    for (int i = 0; i < 20; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
    task.passInSteps(Duration.ofMinutes(15), Duration.ofSeconds(1));
    assertThat(m1.store().contacts()).hasSize(20 - culprits);

    for (int i = 0; i < 10; i++) {
      task.upsert("later" + i, person("later" + i + "@x.cn", ""));
      task.passInSteps(Duration.ofMinutes(3), Duration.ofSeconds(1));
    }
    assertThat(task.ends()).hasSize(30);
    for (int i = 0; i < culprits; i++) {
      assertThat(task.ends()).containsEntry("e" + 7 * i, Outcome.REJECTED);
    }
    assertThat(task.deadLetterReasons()).hasSize(culprits).containsOnly("m1-refused");
    assertThat(task.view().problem()).isNull();
  }

  @Test
  void shouldEndOneThatIsRefusedForDaysWhereNothingElseIsToBeSent() {
    cloud.filter = call -> isWrite(call) ? Optional.of(NO) : Optional.empty();
    String alone = task.upsert("k", person("p@x.cn", ""));

    task.passInSteps(Duration.ofHours(71), Duration.ofSeconds(15));
    assertThat(task.ends()).isEmpty();
    task.die();
    task.passInSteps(Duration.ofHours(2), Duration.ofSeconds(15));

    assertThat(task.ends()).isEqualTo(Map.of(alone, Outcome.REJECTED));
    assertThat(task.deadLetterReasons()).containsExactly("m1-refused");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldDeleteWhomMarksOrDeletesWereRefusedForAWhile(boolean marks) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(task.upsert("k" + i, person("p" + i + "@x.cn", "")));
    }
    task.settle();
    cloud.filter =
        call -> (marks ? isWrite(call) : call instanceof M1Call.DeleteContacts) ? no() : allowed();
    ids.add(task.delete("k0"));
    for (int i = 0; i < 20; i++) {
      ids.add(task.upsert(marks ? "k1" : "new" + i, person("n" + i + "@x.cn", "")));
      task.passInSteps(Duration.ofMinutes(1), Duration.ofSeconds(1));
    }
    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(m1.store().byEmail("p0@x.cn")).isPresent();

    cloud.filter = call -> allowed();
    task.passInSteps(Duration.ofMinutes(10), Duration.ofSeconds(1));

    assertThat(m1.store().byEmail("p0@x.cn")).isEmpty();
    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(task.ends().keySet()).containsAll(ids);
  }

  @Test
  void shouldDeleteTheOthersWhereOneCannotBeMarked() {
    for (int i = 0; i < 20; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
    task.settle();
    cloud.filter = call -> FilteredM1.carries(call, "p7@x.cn") ? no() : allowed();
    for (int i = 0; i < 20; i++) {
      task.delete("k" + i);
    }
    task.passInSteps(Duration.ofMinutes(15), Duration.ofSeconds(1));

    assertThat(m1.store().contacts()).hasSize(1);
    for (int i = 0; i < 5; i++) {
      task.upsert("later" + i, person("later" + i + "@x.cn", ""));
      task.passInSteps(Duration.ofMinutes(3), Duration.ofSeconds(1));
    }
    assertThat(task.deadLetterReasons()).containsExactly("delete-refused");
  }

  private static Optional<M1Outcome<?>> no() {
    return Optional.of(NO);
  }

  private static Optional<M1Outcome<?>> allowed() {
    return Optional.empty();
  }

  private static boolean isWrite(M1Call<?> call) {
    return call instanceof M1Call.AddContacts || call instanceof M1Call.EditContacts;
  }

  @Test
  void shouldWaitAsLongAsM1Asks() {
    cloud.filter =
        call -> Optional.of(new M1Outcome.Throttled<>(Optional.of(Duration.ofMinutes(20))));
    task.upsert("k", person("p@x.cn", ""));
    task.pass(Duration.ofSeconds(1));
    cloud.filter = call -> Optional.empty();
    task.access.grantAlways(new AccountId("demo"));

    task.passInSteps(Duration.ofMinutes(19), Duration.ofSeconds(1));
    assertThat(m1.calls(M1Call.AddContacts.class)).isEmpty();
    task.passInSteps(Duration.ofMinutes(2), Duration.ofSeconds(1));

    assertThat(task.ends().values()).containsExactly(Outcome.APPLIED);
  }
}

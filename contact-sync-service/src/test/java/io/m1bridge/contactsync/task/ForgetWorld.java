package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.forget.Forget;
import io.m1bridge.contactsync.forget.Forget.AtM1;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.Optional;

/** A task with a contact that is to be forgotten. */
abstract class ForgetWorld {

  static final String EMAIL = "wang@x.cn";
  static final String KEY = "crm-4711";

  /** What is sent so much later was sent after the order, however far clocks are apart. */
  static final Duration SENT_AFTER = InDoubt.CLOCK_MARGIN.plusMillis(100);

  final FakeM1 m1 = new FakeM1();
  final FilteredM1 cloud = new FilteredM1(m1);
  final TaskHarness task = new TaskHarness(cloud);

  void synced() {
    task.connected();
    task.upsert(KEY, person(EMAIL, "\"city\":\"上海\",\"groups\":[\"VIP\"]"));
    task.upsert("other", person("other@x.cn", ""));
    task.settle();
    assertThat(m1.store().byEmail(EMAIL)).isPresent();
  }

  AtM1 atM1() {
    return task.forgotten(KEY).orElseThrow().atM1();
  }

  void assertForgotten(AtM1 how) {
    Forget forget = task.forgotten(KEY).orElseThrow();
    assertThat(forget.goneAt()).isNotNull();
    assertThat(forget.atM1()).isEqualTo(how);
    assertThat(m1.store().byEmail(EMAIL)).isEmpty();
    assertThat(task.recordsWith(EMAIL)).as("records with the address").isEmpty();
    assertThat(task.recordsWith(KEY)).as("records with the key").isEmpty();
    assertThat(task.list.byContact()).doesNotContainKey(KEY);
    assertThat(task.promise().unsettled()).isZero();
    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(task.keptOriginals()).isZero();
    assertThat(task.counts()).containsExactly(0, 0, 0);
  }

  static M1Outcome<?> refused() {
    return new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "");
  }

  static M1Outcome<?> busy() {
    return new M1Outcome.Throttled<>();
  }

  void refuse() {
    cloud.filter =
        call -> FilteredM1.carries(call, EMAIL) ? Optional.of(refused()) : Optional.empty();
  }
}

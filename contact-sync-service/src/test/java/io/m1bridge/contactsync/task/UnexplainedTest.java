package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A "no" without a reason is nobody's fault until something else passes. */
class UnexplainedTest {

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

  @Test
  void shouldBisectABatchThatAloneIsRefused() {
    cloud.filter = call -> FilteredM1.carries(call, "p7@x.cn") ? Optional.of(NO) : Optional.empty();
    for (int i = 0; i < 20; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }

    task.pass(Duration.ofMinutes(5));

    assertThat(task.ends()).hasSize(20).containsEntry("e7", Outcome.REJECTED);
    assertThat(m1.store().contacts()).hasSize(19);
    assertThat(task.deadLetterReasons()).containsExactly("m1-refused");
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

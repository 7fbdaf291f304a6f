package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A write that nobody can read the answer to, again and again, keeps nobody else back. */
class UnansweredTest {

  private static final Duration STEP = Duration.ofSeconds(1);

  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 cloud = new FilteredM1(m1);
  private final TaskHarness task = new TaskHarness(cloud, 3).connected();

  private static Optional<M1Outcome<?>> lost() {
    return Optional.of(new M1Outcome.Unknown<>("connection lost"));
  }

  /** A firewall that cuts the connection for what a contact has in it, or a row M1 hangs on. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldSendTheOthersWhereABatchWithOneIsNeverAnswered(boolean otherWrites) {
    cloud.filter =
        call -> FilteredM1.carries(call, "p7@x.cn") ? lost() : Optional.<M1Outcome<?>>empty();
    for (int i = 0; i < 20; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
    for (int i = 0; i < 120; i++) {
      if (otherWrites) {
        task.upsert("later" + i, person("later" + i + "@x.cn", ""));
      }
      task.passInSteps(Duration.ofSeconds(30), STEP);
    }

    int later = otherWrites ? 120 : 0;
    assertThat(m1.store().contacts()).hasSizeGreaterThanOrEqualTo(19 + later - 5);
    assertThat(task.ends())
        .hasSizeGreaterThanOrEqualTo(19 + later - 5)
        .hasEntrySatisfying("e0", end -> assertThat(end).isEqualTo(Outcome.APPLIED));
  }

  @Test
  void shouldEndOneThatAloneIsNeverAnsweredWhileOthersAre() {
    cloud.filter =
        call -> FilteredM1.carries(call, "p7@x.cn") ? lost() : Optional.<M1Outcome<?>>empty();
    String unanswered = task.upsert("k7", person("p7@x.cn", ""));
    for (int i = 0; i < 60; i++) {
      task.upsert("later" + i, person("later" + i + "@x.cn", ""));
      task.passInSteps(Duration.ofSeconds(30), STEP);
    }
    assertThat(task.ends()).as("answers get lost").doesNotContainKey(unanswered).hasSize(60);

    for (int i = 60; i < 120; i++) {
      task.upsert("later" + i, person("later" + i + "@x.cn", ""));
      task.passInSteps(Duration.ofSeconds(30), STEP);
    }
    assertThat(task.ends()).containsEntry(unanswered, Outcome.REJECTED).hasSize(121);
    assertThat(task.deadLetterReasons()).containsExactly("m1-unanswered");
  }

  /** M1 does all of it, and a gateway gives half of its answers for it. */
  @Test
  void shouldRejectNobodyWhereHalfOfAllAnswersAreLost() {
    Random random = new Random(7);
    cloud.answers = outcome -> random.nextBoolean() ? outcome : lost().orElseThrow();
    for (int i = 0; i < 60; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
      task.passInSteps(Duration.ofMinutes(1), STEP);
    }
    task.passInSteps(Duration.ofMinutes(60), STEP);

    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(task.ends().values()).hasSize(60).containsOnly(Outcome.APPLIED);
  }

  /** A gateway that loses answers, and then says no once. */
  @Test
  void shouldRejectNobodyForOneNoAfterLostAnswers() {
    cloud.filter =
        call -> FilteredM1.carries(call, "p7@x.cn") ? lost() : Optional.<M1Outcome<?>>empty();
    String unanswered = task.upsert("k7", person("p7@x.cn", ""));
    for (int i = 0; i < 30; i++) {
      task.upsert("later" + i, person("later" + i + "@x.cn", ""));
      task.passInSteps(Duration.ofSeconds(30), STEP);
    }
    M1Outcome<?> no = new M1Outcome.Unexplained<>(Optional.empty(), "HTTP 502");
    AtomicInteger left = new AtomicInteger(1);
    cloud.filter =
        call ->
            FilteredM1.carries(call, "p7@x.cn") && left.getAndDecrement() > 0
                ? Optional.of(no)
                : Optional.<M1Outcome<?>>empty();
    task.upsert("last", person("last@x.cn", ""));
    task.passInSteps(Duration.ofMinutes(10), STEP);

    assertThat(left.get()).isNotPositive();
    assertThat(task.ends()).containsEntry(unanswered, Outcome.APPLIED);
    assertThat(task.deadLetterReasons()).isEmpty();
  }

  @Test
  void shouldRejectNobodyForTwoLostAnswersDaysApart() {
    cloud.filter =
        call -> FilteredM1.carries(call, "p7@x.cn") ? lost() : Optional.<M1Outcome<?>>empty();
    String unanswered = task.upsert("k7", person("p7@x.cn", ""));
    task.passInSteps(Duration.ofMinutes(5), STEP);
    task.command(Command.Action.PAUSE);
    task.passInSteps(Duration.ofDays(4), Duration.ofMinutes(10));
    task.command(Command.Action.RESUME);
    task.passInSteps(Duration.ofMinutes(5), STEP);
    assertThat(task.ends()).doesNotContainKey(unanswered);
    cloud.filter = call -> Optional.empty();
    task.passInSteps(Duration.ofMinutes(5), STEP);

    assertThat(task.ends()).containsEntry(unanswered, Outcome.APPLIED);
  }

  @Test
  void shouldRejectNobodyWhereNoAnswerCanBeReadForHours() {
    cloud.filter = call -> lost();
    for (int i = 0; i < 20; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
    task.passInSteps(Duration.ofHours(5), STEP);
    assertThat(cloud.calls).as("calls of five hours").isLessThan(1_000);
    assertThat(task.view().problem()).isNotNull();
    assertThat(task.ends()).isEmpty();
    cloud.filter = call -> Optional.empty();
    task.passInSteps(Duration.ofMinutes(30), STEP);

    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(task.ends().values()).hasSize(20).containsOnly(Outcome.APPLIED);
  }
}

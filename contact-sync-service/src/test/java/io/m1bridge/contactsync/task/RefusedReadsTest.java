package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** M1 refuses what we read to help ourselves: no account stands still for that. */
class RefusedReadsTest {

  private static final M1Outcome<?> SERVER_ERROR =
      new M1Outcome.Unavailable<>(M1Outcome.Unavailable.SERVER_ERROR, Duration.ofSeconds(5));

  private static final M1Outcome<?> LOST = new M1Outcome.Unknown<>("an answer that cannot be read");

  private static final List<M1Outcome<?>> NOES =
      List.of(
          new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"),
          new M1Outcome.Unexplained<>(Optional.empty(), "no"),
          SERVER_ERROR,
          new M1Outcome.Unavailable<>("answer not as M1's page says", Duration.ofSeconds(5)));

  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 cloud = new FilteredM1(m1);
  private final TaskHarness task = new TaskHarness(cloud, 3).connected();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void shouldWriteAlthoughM1RefusesTheProbe(int kind) {
    AtomicInteger failures = new AtomicInteger(1);
    cloud.filter =
        call -> {
          if (call instanceof M1Call.ListGroups) {
            return Optional.of(NOES.get(kind));
          }
          return call instanceof M1Call.AddContacts && failures.getAndDecrement() > 0
              ? Optional.of(SERVER_ERROR)
              : Optional.empty();
        };
    for (int i = 0; i < 20; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }

    task.passInSteps(Duration.ofMinutes(5), Duration.ofSeconds(1));

    assertThat(task.ends().values()).hasSize(20).containsOnly(Outcome.APPLIED);
    assertThat(cloud.calls).isLessThan(15);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void shouldSendEverybodyElsesChangesWhereM1DoesNotListItsProperties(int kind) {
    cloud.filter =
        call ->
            call instanceof M1Call.ListProperties ? Optional.of(NOES.get(kind)) : Optional.empty();
    task.upsert("with label", person("l@x.cn", "\"custom\":{\"Level\":\"A\"}"));
    task.passInSteps(Duration.ofMinutes(1), Duration.ofSeconds(1));
    for (int i = 0; i < 20; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }

    task.passInSteps(Duration.ofMinutes(30), Duration.ofSeconds(1));

    assertThat(task.ends().values()).hasSize(20).containsOnly(Outcome.APPLIED);
    assertThat(cloud.calls).as("the list is asked for every few minutes").isLessThan(30);

    cloud.filter = call -> Optional.empty();
    task.passInSteps(Duration.ofMinutes(5), Duration.ofSeconds(1));
    assertThat(task.ends().values()).hasSize(21).containsOnly(Outcome.APPLIED);
  }

  @Test
  void shouldNotGoOnWritingWhereNobodyCanReadTheAnswers() {
    AtomicInteger writes = new AtomicInteger();
    cloud.filter =
        call -> {
          if (isWrite(call)) {
            writes.incrementAndGet();
            return Optional.of(LOST);
          }
          return Optional.of(NOES.get(3));
        };
    for (int i = 0; i < 30; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
      task.passInSteps(Duration.ofMinutes(2), Duration.ofSeconds(1));
    }
    assertThat(writes).hasValueLessThan(30);
    assertThat(cloud.calls).as("backed off").isLessThan(120);
    assertThat(task.view().problem()).containsAnyOf("cannot be read", "not available");

    cloud.filter = call -> Optional.empty();
    task.passInSteps(Duration.ofMinutes(15), Duration.ofSeconds(1));
    assertThat(task.ends().values()).hasSize(30).containsOnly(Outcome.APPLIED);
  }

  private static boolean isWrite(M1Call<?> call) {
    return call instanceof M1Call.AddContacts || call instanceof M1Call.EditContacts;
  }
}

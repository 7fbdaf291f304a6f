package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.forget.Forget;
import io.m1bridge.contactsync.forget.Forget.AtM1;
import io.m1bridge.contracts.AccountDescriptor.State;
import io.m1bridge.contracts.Command;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A person is forgotten while a call for the contact is under way. */
class ForgetInFlightTest {

  private static final String EMAIL = "wang@x.cn";
  private static final String KEY = "crm-4711";

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).connected();

  private void synced() {
    task.upsert(KEY, person(EMAIL, "\"city\":\"上海\""));
    task.settle();
    assertThat(m1.store().byEmail(EMAIL)).isPresent();
  }

  private Forget forget() {
    return task.forgotten(KEY).orElseThrow();
  }

  private static M1Outcome<?> refused() {
    return new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "");
  }

  @Test
  void shouldDeleteWhomM1RefusedToEditAfterTheOrder() {
    synced();
    m1.next(refused());
    m1.hold();
    task.patch(KEY, "{\"city\":\"北京\"}");
    task.settle();
    task.forget(KEY);
    m1.release();
    task.pass(Duration.ofMinutes(2));

    assertThat(forget().isDone()).isTrue();
    assertThat(forget().atM1()).isEqualTo(AtM1.DELETED);
    assertThat(m1.store().byEmail(EMAIL)).isEmpty();
    assertThat(task.recordsWith(EMAIL)).isEmpty();
    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(task.promise().unsettled()).isZero();
  }

  @Test
  void shouldSayThatItIsOutOfReachWhereTheResetComesWithTheOrder() {
    synced();
    task.account(State.AUTHORIZED, 2);
    task.forget(KEY);
    task.command(Command.Action.RESET_INCARNATION);
    task.settle();

    assertThat(forget().isDone()).isTrue();
    assertThat(forget().atM1()).isEqualTo(AtM1.OUT_OF_REACH);
  }

  @Test
  void shouldSayThatItIsOutOfReachWhereTheResetWaitsForItsCall() {
    m1.hold();
    task.upsert(KEY, person(EMAIL, ""));
    task.settle();
    task.account(State.AUTHORIZED, 2);
    task.forget(KEY);
    task.command(Command.Action.RESET_INCARNATION);
    task.settle();
    assertThat(forget().isDone()).isFalse();
    m1.release();
    task.settle();

    assertThat(forget().isDone()).isTrue();
    assertThat(forget().atM1()).isEqualTo(AtM1.OUT_OF_REACH);
  }

  @Test
  void shouldTellOfAllWhoStoodInM1HoweverManyAreForgottenAtOnce() {
    int many = 400;
    for (int i = 0; i < many; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
    task.settle();
    task.account(State.AUTHORIZED, 2);
    for (int i = 0; i < many; i++) {
      task.forget("k" + i);
    }
    task.pass(Duration.ofMillis(100));
    task.command(Command.Action.RESET_INCARNATION);
    task.pass(Duration.ofMinutes(1));

    assertThat(IntStream.range(0, many).mapToObj(i -> task.forgotten("k" + i).orElseThrow().atM1()))
        .containsOnly(AtM1.OUT_OF_REACH);
  }
}

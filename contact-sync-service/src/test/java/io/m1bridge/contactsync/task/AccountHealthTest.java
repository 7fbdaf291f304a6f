package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.account.AccountHealth;
import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contracts.AccountDescriptor.State;
import io.m1bridge.contracts.Command;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How an account is, in one word, and what a person should do. */
class AccountHealthTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task =
      new TaskHarness(m1, AddMerge.NEW_WINS, 3).with("max-rows", "10").connected();

  private AccountHealth health() {
    return task.view().health();
  }

  private void add(int contacts) {
    for (int i = 0; i < contacts; i++) {
      task.upsert("k" + i, person("k" + i + "@x.cn", ""));
    }
  }

  static Stream<Map.Entry<M1Outcome<?>, AccountHealth>> answers() {
    return Stream.of(
        Map.entry(new M1Outcome.Forbidden<>(), AccountHealth.UNAUTHORIZED),
        Map.entry(
            new M1Outcome.Unavailable<>("connection refused", Duration.ofMinutes(1)),
            AccountHealth.DOWN),
        Map.entry(new M1Outcome.ContactLimit<>(new M1Code("E00003")), AccountHealth.FULL));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void shouldFollowWhatM1Answers(Map.Entry<M1Outcome<?>, AccountHealth> answer) {
    m1.next(answer.getKey());
    add(1);
    task.pass(Duration.ofSeconds(10));

    assertThat(health()).isEqualTo(answer.getValue());
    assertThat(task.view().advice()).isEqualTo(answer.getValue().advice());
  }

  @Test
  void shouldBeHealthyAgain() {
    m1.next(new M1Outcome.Unavailable<>("connection refused", Duration.ZERO));
    add(1);
    task.settle();

    assertThat(health()).isEqualTo(AccountHealth.HEALTHY);
    assertThat(task.view().problem()).isNull();
  }

  @Test
  void shouldTellThatAPersonHasToAct() {
    task.command(Command.Action.PAUSE);
    assertThat(health()).isEqualTo(AccountHealth.PAUSED);

    task.account(State.NEEDS_AUTHORIZATION);
    assertThat(health()).isEqualTo(AccountHealth.UNAUTHORIZED);
  }

  @Test
  void shouldLagWhileChangesWaitTooLong() {
    task.access.grantNothing(TaskHarness.ACCOUNT);
    add(1);
    task.pass(Duration.ofMinutes(10));
    assertThat(health()).isEqualTo(AccountHealth.HEALTHY);
    task.pass(Duration.ofMinutes(10));
    assertThat(health()).isEqualTo(AccountHealth.LAGGING);

    task.access.grantAlways(TaskHarness.ACCOUNT);
    task.settle();
    assertThat(health()).isEqualTo(AccountHealth.HEALTHY);
  }
}

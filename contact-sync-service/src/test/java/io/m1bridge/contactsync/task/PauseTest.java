package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.AccountDescriptor.State;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A person holds an account back, and lets it go on. */
class PauseTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).connected();

  @Test
  void shouldMakeNoCallWhilePausedAndLoseNothing() {
    String first = task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    int before = m1.calls().size();
    task.command(Command.Action.PAUSE);

    String edit = task.patch("k1", "{\"city\":\"北京\"}");
    String add = task.upsert("k2", person("b@x.cn", ""));
    task.pass(Duration.ofMinutes(2));
    task.die();
    task.account(State.AUTHORIZED);
    task.pass(Duration.ofMinutes(2));

    assertThat(m1.calls()).hasSize(before);
    assertThat(task.view().problem()).startsWith("Paused by test since 2026-11-23T");
    assertThat(task.view().paused()).isTrue();
    assertThat(task.view().pending()).isEqualTo(2);

    task.command(Command.Action.RESUME);
    task.settle();

    assertThat(task.view().problem()).isNull();
    assertThat(task.view().paused()).isFalse();
    assertThat(task.ends())
        .containsEntry(first, Outcome.APPLIED)
        .containsEntry(edit, Outcome.APPLIED)
        .containsEntry(add, Outcome.APPLIED);
  }

  @Test
  void shouldSayWhatIsWorseThanAPause() {
    task.command(Command.Action.PAUSE);
    task.account(State.NEEDS_AUTHORIZATION);

    assertThat(task.view().problem()).contains("connect it at token-service");
  }

  @Test
  void shouldTakeCommandsTwice() {
    task.command(Command.Action.PAUSE);
    task.pass(Duration.ofMinutes(1));
    task.command(Command.Action.PAUSE);
    assertThat(task.view().problem()).contains("10:00:00Z");
    task.command(Command.Action.RESUME);
    task.command(Command.Action.RESUME);

    assertThat(task.view().problem()).isNull();
  }
}

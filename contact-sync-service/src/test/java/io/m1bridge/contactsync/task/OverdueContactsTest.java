package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.AccountDescriptor.State;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.Undelivered;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A contact may wait for its call without a change, or since before the one that waits. */
class OverdueContactsTest {

  private final TaskHarness task = new TaskHarness(new FakeM1()).connected();
  private Instant queued = task.clock.instant();

  @BeforeEach
  void resetWhileNothingIsSent() {
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.command(Command.Action.PAUSE);
    task.account(State.AUTHORIZED, 2);
    queued = task.clock.instant();
    task.command(Command.Action.RESET_INCARNATION);
  }

  private void assertListed() {
    Undelivered listed = task.list.byContact().get("k1");
    assertThat(listed.state()).isEqualTo(Undelivered.State.WAITING);
    assertThat(listed.since()).isBetween(queued, queued.plusSeconds(1));
  }

  @Test
  void shouldListWhatWaitsWithoutAChange() {
    task.pass(Duration.ofSeconds(50));
    assertThat(task.list.byContact()).isEmpty();
    task.pass(Duration.ofSeconds(12));
    assertListed();

    task.command(Command.Action.RESUME);
    task.settle();
    assertThat(task.list.byContact()).isEmpty();
  }

  @Test
  void shouldListWhatChangesWhileItWaits() {
    task.pass(Duration.ofSeconds(50));
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.pass(Duration.ofSeconds(12));
    assertListed();
  }
}

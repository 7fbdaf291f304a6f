package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Every accepted change is settled, pending, parked or in doubt, also right after a restart. */
class CountsTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).connected();

  @Test
  void shouldCountEveryChangeOnceAcrossRestarts() {
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.upsert("k2", person("a@x.cn", ""));
    m1.hold();
    task.upsert("k3", person("c@x.cn", ""));
    task.upsert("k4", person("d@x.cn", ""));
    task.pass(Duration.ofSeconds(1));
    task.upsert("k4", person("d@x.cn", "\"city\":\"上海\""));
    assertThat(task.view().settled()).isEqualTo(1);
    assertThat(task.counts()).as("pending, parked, in doubt").containsExactly(3, 1, 0);

    task.die();
    assertThat(task.counts()).containsExactly(3, 1, 0);
    task.pass(Duration.ofSeconds(1));
    assertThat(task.counts()).as("the calls of the dead are in doubt").containsExactly(1, 1, 2);

    m1.release();
    task.pass(Duration.ofSeconds(130));
    assertThat(task.counts()).containsExactly(0, 1, 0);
    assertThat(task.ends()).hasSize(4).containsEntry("e3", Outcome.COALESCED);
  }
}

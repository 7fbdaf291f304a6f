package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.where.Step;
import io.m1bridge.contactsync.where.Step.What;
import io.m1bridge.contracts.Command;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When something was, or will be, of a contact on its way. */
class WhereTimesTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1);

  private Step step(What what) {
    return task.where("k1").steps().stream()
        .filter(step -> step.what() == what)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldTellSinceWhenChangesCouldNotBeReadOfWhatWaitedBefore() {
    Instant first = task.clock.instant();
    task.upsert("k1", person("a@x.cn", ""));
    task.pass(Duration.ofMinutes(2));
    Instant unread = task.clock.instant();
    task.upsert("k1", "{\"email\":\"no address\"}");
    task.pass(Duration.ofMinutes(2));
    task.upsert("k1", "{\"email\":\"no address\"}");
    task.settle();

    assertThat(task.where("k1").since()).isEqualTo(first);
    assertThat(step(What.UNREADABLE).at()).isEqualTo(unread);
    assertThat(step(What.UNREADABLE).says()).startsWith("Changes between offsets 1 and 2 ");
  }

  @Test
  void shouldTellWhyADeleteJobDoesNotGoOn() {
    task.connected();
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.delete("k1");
    task.stopCommitting();
    task.settle();
    assertThat(task.where("k1").reason()).isEqualTo("deleting");
    assertThat(step(What.NEXT).at()).as("its next call is due").isNull();
    assertThat(step(What.CALLED).at()).isBefore(task.clock.instant());

    task.command(Command.Action.PAUSE);
    task.settle();
    assertThat(task.where("k1").reason()).isEqualTo("deleting");
    assertThat(step(What.NEXT).says()).contains("M1's lists", "Nothing is sent", "aused");
  }
}

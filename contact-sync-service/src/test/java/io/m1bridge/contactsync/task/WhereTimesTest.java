package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.account.AccountHealth;
import io.m1bridge.contactsync.where.Step;
import io.m1bridge.contactsync.where.Step.What;
import io.m1bridge.contracts.Command;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
  void shouldTellThatM1TakesNoMoreContactsWhereItSaidSo() {
    FilteredM1 full = new FilteredM1(m1);
    TaskHarness picky = new TaskHarness(full).with("contact-limits.demo", "1").connected();
    picky.upsert("k0", person("z@x.cn", ""));
    picky.settle();
    picky.upsert("k1", person("a@x.cn", ""));
    assertThat(picky.view().health()).isEqualTo(AccountHealth.FULL);
    assertThat(next(picky).says()).as("it is forecast").doesNotContain("no more contacts");

    full.filter = call -> Optional.of(new M1Outcome.ContactLimit<>(new M1Code("E00003")));
    picky.settle();
    assertThat(next(picky).says()).contains("M1 takes no more contacts");
    assertThat(next(picky).at()).isAfter(picky.clock.instant());
  }

  private static Step next(TaskHarness asked) {
    List<Step> steps = asked.where("k1").steps();
    return steps.get(steps.size() - 1);
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

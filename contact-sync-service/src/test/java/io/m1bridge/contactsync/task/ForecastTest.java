package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.view.Forecast;
import io.m1bridge.contracts.Command;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Time to drain, and days until M1 takes no more contacts. */
class ForecastTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task =
      new TaskHarness(m1, AddMerge.NEW_WINS, 3).with("max-rows", "10").connected();

  private Forecast forecast() {
    return task.view().forecast();
  }

  private void add(String prefix, int contacts) {
    for (int i = 0; i < contacts; i++) {
      task.upsert(prefix + i, person(prefix + i + "@x.cn", ""));
    }
  }

  @Test
  void shouldSayHowLongTheQueueTakes() {
    assertThat(forecast().drainSeconds()).isZero();
    task.access.grant(TaskHarness.ACCOUNT, 0);
    m1.hold();
    add("a", 400);

    // 40 calls of 10 rows, at 2,000 calls an hour.
    assertThat(forecast().drainSeconds()).isEqualTo(72);
    task.command(Command.Action.PAUSE);
    assertThat(forecast().drainSeconds()).as("nothing is sent").isNull();
    task.command(Command.Action.RESUME);
    m1.release();
    task.pass(Duration.ofMinutes(1));
    assertThat(forecast().drainSeconds()).isZero();
    assertThat(forecast().contacts()).isEqualTo(400);
  }

  /** Each contact joins a group of its own: a call takes one along. */
  @Test
  void shouldGoByTheRowsOfLateCalls() {
    task.with("costly-share", "1").connected();
    for (int i = 0; i < 40; i++) {
      task.upsert("k" + i, person("k" + i + "@x.cn", "\"groups\":[\"G" + i + "\"]"));
    }
    long full = forecast().drainSeconds();
    task.pass(Duration.ofMillis(300));
    int left = task.view().queued();

    assertThat(full).as("four calls").isEqualTo(7);
    assertThat(left).isPositive();
    assertThat(forecast().drainSeconds()).isEqualTo((long) (left * 1.8));
  }

  @Test
  void shouldSayWhenTheAccountIsFull() {
    task.with("contact-limits.demo", "100").connected();
    add("first", 40);
    task.settle().passInSteps(Duration.ofHours(25), Duration.ofMinutes(10));
    assertThat(forecast().contactLimit()).isEqualTo(100);
    assertThat(forecast().contactsPerDay()).as("the first load is no growth").isNull();
    assertThat(forecast().daysUntilFull()).isNull();

    for (int day = 1; day <= 3; day++) {
      add("day" + day + "-", 10);
      task.settle().passInSteps(Duration.ofDays(1), Duration.ofMinutes(10));
      task.die();
      task.connected();
    }
    // Counted before the first of the 30 came, three days ago.
    assertThat(forecast().contactsPerDay()).isEqualTo(10.0);
    assertThat(forecast().daysUntilFull()).isEqualTo(3.0);

    for (int i = 0; i < 40; i++) {
      task.delete("first" + i);
    }
    task.passInSteps(Duration.ofMinutes(10), Duration.ofSeconds(1));
    assertThat(forecast().contacts()).isEqualTo(30);
    assertThat(forecast().contactsPerDay()).isNegative();
    assertThat(forecast().daysUntilFull()).as("no end in sight").isNull();
  }

  @Test
  void shouldBelieveM1WhereItSaysThatTheAccountIsFull() {
    add("a", 20);
    task.settle();
    m1.next(new M1Outcome.ContactLimit<>(new M1Code("E00003")));
    add("b", 10);
    task.settle();
    assertThat(forecast().daysUntilFull()).isZero();
    assertThat(forecast().drainSeconds()).as("adds wait").isZero();

    task.passInSteps(Duration.ofMinutes(11), Duration.ofSeconds(10));
    assertThat(forecast().daysUntilFull()).isNull();
    assertThat(forecast().contacts()).isEqualTo(30);
  }
}

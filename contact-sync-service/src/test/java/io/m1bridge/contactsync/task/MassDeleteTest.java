package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.AccountDescriptor.State;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Deletes that are too many to be meant wait for a person. */
class MassDeleteTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).guarded(10, 0.2).connected();

  private void synced(int count) {
    for (int i = 0; i < count; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
    task.settle();
    assertThat(m1.store().contacts()).hasSize(count);
  }

  private List<String> deleted(int from, int to) {
    List<String> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.add(task.delete("k" + i));
    }
    return events;
  }

  @Test
  void shouldDeleteWithoutAskingUpToTheCountOrTheShare() {
    synced(100);
    deleted(0, 20);
    task.pass(Duration.ofMinutes(1));

    assertThat(m1.store().contacts()).as("a fifth of 100").hasSize(80);

    deleted(20, 21);
    task.pass(Duration.ofMinutes(1));
    assertThat(m1.store().contacts()).as("one more within the hour").hasSize(80);
    assertThat(task.view().heldDeletes()).isEqualTo(1);
  }

  @Test
  void shouldNotAskForFewDeletesOfASmallAccount() {
    synced(12);
    deleted(0, 10);
    task.pass(Duration.ofMinutes(1));

    assertThat(m1.store().contacts()).hasSize(2);
  }

  @Test
  void shouldHoldMassDeletesBackAndGoOnWithEverythingElse() {
    synced(100);
    List<String> deletes = deleted(0, 60);
    String edit = task.patch("k90", "{\"city\":\"上海\"}");
    String add = task.upsert("new", person("new@x.cn", ""));
    task.pass(Duration.ofMinutes(10));
    task.die();
    task.account(State.AUTHORIZED);
    task.pass(Duration.ofMinutes(10));

    assertThat(m1.store().contacts()).hasSize(101);
    assertThat(task.ends())
        .containsEntry(edit, Outcome.APPLIED)
        .containsEntry(add, Outcome.APPLIED)
        .doesNotContainKeys(deletes.toArray(String[]::new));
    assertThat(task.view().heldDeletes()).isEqualTo(60);
    assertThat(task.counts()).as("pending, parked, in doubt").containsExactly(60, 0, 0);
    assertThat(task.view().problem()).isNull();
  }

  @Test
  void shouldNotLetDeletesThroughOneByOne() {
    synced(100);
    for (int i = 0; i < 60; i++) {
      deleted(i, i + 1);
      task.pass(Duration.ofSeconds(20));
    }

    assertThat(m1.store().contacts()).as("20 within the first hour").hasSize(80);
  }

  @Test
  void shouldStillHoldThemInTheNextHour() {
    synced(100);
    deleted(0, 60);
    task.passInSteps(Duration.ofHours(3), Duration.ofSeconds(10));

    assertThat(m1.store().contacts()).hasSize(100);
  }

  @Test
  void shouldBeginANewHour() {
    synced(100);
    deleted(0, 20);
    task.passInSteps(Duration.ofMinutes(61), Duration.ofSeconds(1));
    deleted(20, 36);
    task.pass(Duration.ofMinutes(1));

    assertThat(m1.store().contacts()).as("a fifth of the 80 that were left").hasSize(64);
  }

  @Test
  void shouldCarryOutWhatAPersonApprovesAndAskForMore() {
    synced(100);
    List<String> deletes = deleted(0, 60);
    task.pass(Duration.ofMinutes(1));
    task.command(Command.Action.APPROVE);
    task.die();
    task.account(State.AUTHORIZED);
    task.pass(Duration.ofMinutes(1));

    assertThat(m1.store().contacts()).hasSize(40);
    deletes.forEach(event -> assertThat(task.ends()).containsEntry(event, Outcome.APPLIED));

    deleted(60, 90);
    task.pass(Duration.ofMinutes(1));
    assertThat(m1.store().contacts()).as("nobody approved these").hasSize(40);
    assertThat(task.view().heldDeletes()).isEqualTo(30);
  }

  @Test
  void shouldKeepWhatAPersonRejects() {
    synced(100);
    List<String> deletes = deleted(0, 60);
    task.pass(Duration.ofMinutes(1));
    task.command(Command.Action.REJECT);
    task.pass(Duration.ofMillis(100));
    List<String> later = deleted(60, 62);
    task.pass(Duration.ofMinutes(1));

    assertThat(m1.store().contacts()).as("the two that came later are few enough").hasSize(98);
    deletes.forEach(event -> assertThat(task.ends()).containsEntry(event, Outcome.REJECTED));
    later.forEach(event -> assertThat(task.ends()).containsEntry(event, Outcome.APPLIED));
    assertThat(task.deadLetterReasons()).hasSize(60).containsOnly("delete-rejected");
    assertThat(task.keptOriginals()).isZero();
    assertThat(task.counts()).containsExactly(0, 0, 0);
  }

  @Test
  void shouldGoOnRejectingAfterADeath() {
    synced(1_200);
    deleted(0, 1_200);
    task.pass(Duration.ofMinutes(1));
    task.command(Command.Action.REJECT);
    task.pass(Duration.ofMillis(100));
    assertThat(task.view().heldDeletes()).as("after the first portion").isEqualTo(700);
    task.die();
    task.account(State.AUTHORIZED);
    task.pass(Duration.ofMinutes(1));

    assertThat(m1.store().contacts()).hasSize(1_200);
    assertThat(task.ends().values()).filteredOn(Outcome.REJECTED::equals).hasSize(1_200);
  }

  @Test
  void shouldTakeUpAContactThatIsMadeAnewAfterItsDeleteWasRejected() {
    synced(30);
    deleted(0, 30);
    task.pass(Duration.ofMinutes(1));
    task.command(Command.Action.REJECT);
    task.settle();
    String same = task.upsert("k1", person("p1@x.cn", "\"city\":\"上海\""));
    String moved = task.upsert("k2", person("other@x.cn", ""));
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends())
        .containsEntry(same, Outcome.APPLIED)
        .containsEntry(moved, Outcome.APPLIED);
    assertThat(m1.store().contacts()).hasSize(30);
    assertThat(m1.store().byEmail("other@x.cn")).isPresent();
    assertThat(m1.store().byEmail("p2@x.cn")).isEmpty();
  }

  @Test
  void shouldKeepContactsThatTheCrmMadeAnewBeforeTheirDeletesWereRejected() {
    synced(30);
    deleted(0, 30);
    task.pass(Duration.ofMinutes(1));
    List<String> anew = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      anew.add(task.upsert("k" + i, person("p" + i + "@x.cn", "\"city\":\"上海\"")));
    }
    task.pass(Duration.ofMinutes(1));
    Set<Long> before = Set.copyOf(m1.store().contacts().keySet());
    assertThat(before).as("to be made anew is to be deleted first").hasSize(30);
    task.command(Command.Action.REJECT);
    task.pass(Duration.ofMinutes(1));

    assertThat(m1.store().contacts().keySet()).isEqualTo(before);
    assertThat(m1.store().byEmail("p3@x.cn").orElseThrow().get(ContactField.CITY)).hasValue("上海");
    anew.forEach(event -> assertThat(task.ends()).containsEntry(event, Outcome.APPLIED));
    assertThat(task.deadLetterReasons()).hasSize(5);
  }

  @Test
  void shouldHaveNothingToDecideWhereNothingWaits() {
    synced(30);
    task.command(Command.Action.APPROVE);
    task.command(Command.Action.REJECT);
    deleted(0, 30);
    task.pass(Duration.ofMinutes(1));

    assertThat(m1.store().contacts()).as("an approval is for what waits").hasSize(30);
  }
}

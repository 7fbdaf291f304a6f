package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** In the mode upsert nothing is deleted in M1, whatever was under way when it began. */
class ModeTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).in(Mode.UPSERT).connected();

  @Test
  void shouldBlockDeletesOfContactsThatStandInM1() {
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    String delete = task.delete("k1");
    task.pass(Duration.ofMinutes(1));

    assertThat(m1.store().byEmail("a@x.cn")).isPresent();
    assertThat(task.results())
        .filteredOn(result -> result.eventId().equals(delete))
        .singleElement()
        .satisfies(result -> assertThat(result.outcome()).isEqualTo(Outcome.BLOCKED))
        .extracting(SyncResult::reason)
        .isEqualTo("The mode of this account is upsert: nothing is deleted in M1");
    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(task.keptOriginals()).isZero();
  }

  @Test
  void shouldHaveNothingToBlockWhereNothingStands() {
    String delete = task.delete("k1");
    task.settle();

    assertThat(task.ends()).containsEntry(delete, Outcome.UNCHANGED);
  }

  @Test
  void shouldTakeUpAContactThatComesAgain() {
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    long id = m1.store().contacts().keySet().iterator().next();
    task.delete("k1");
    task.settle();
    String again = task.upsert("k1", person("A@x.cn", "\"city\":\"北京\""));
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).containsEntry(again, Outcome.APPLIED);
    assertThat(m1.store().contacts()).containsOnlyKeys(id);
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().get(ContactField.CITY)).hasValue("北京");
  }

  @Test
  void shouldBlockADeleteThatComesDuringTheAdd() {
    m1.hold();
    String add = task.upsert("k1", person("a@x.cn", ""));
    task.pass(Duration.ofMillis(300));
    String delete = task.delete("k1");
    task.pass(Duration.ofMillis(300));
    m1.release();
    task.pass(Duration.ofMinutes(1));

    assertThat(m1.store().byEmail("a@x.cn")).isPresent();
    assertThat(task.ends()).containsEntry(delete, Outcome.BLOCKED).containsKey(add).hasSize(2);
  }

  @Test
  void shouldLeaveTheAddressThatAContactHadBefore() {
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    String moved = task.upsert("k1", person("b@x.cn", ""));
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).containsEntry(moved, Outcome.APPLIED);
    assertThat(m1.store().byEmail("a@x.cn")).isPresent();
    assertThat(m1.store().byEmail("b@x.cn")).isPresent();
  }

  @Test
  void shouldSwapAddressesWithoutDeleting() {
    task.upsert("k1", person("a@x.cn", "\"city\":\"k1\""));
    task.upsert("k2", person("b@x.cn", "\"city\":\"k2\""));
    task.settle();
    String first = task.upsert("k1", person("b@x.cn", "\"city\":\"k1\""));
    String second = task.upsert("k2", person("a@x.cn", "\"city\":\"k2\""));
    task.pass(Duration.ofMinutes(2));

    assertThat(task.ends())
        .containsEntry(first, Outcome.APPLIED)
        .containsEntry(second, Outcome.APPLIED);
    assertThat(m1.store().byEmail("b@x.cn").orElseThrow().get(ContactField.CITY)).hasValue("k1");
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().get(ContactField.CITY)).hasValue("k2");
  }

  @Test
  void shouldGiveTheAddressOfADeletedContactToTheNext() {
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    task.delete("k1");
    task.settle();
    String next = task.upsert("k2", person("a@x.cn", "\"city\":\"北京\""));
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).containsEntry(next, Outcome.APPLIED);
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().get(ContactField.CITY)).hasValue("北京");
  }

  @Test
  void shouldDeleteNothingThatWaitedWhenTheModeChanged() {
    task.in(Mode.MIRROR).connected();
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.command(Command.Action.PAUSE);
    String delete = task.delete("k1");
    task.settle();
    task.in(Mode.UPSERT).connected();
    task.command(Command.Action.RESUME);
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).containsEntry(delete, Outcome.BLOCKED);
    assertThat(m1.store().byEmail("a@x.cn")).isPresent();
  }

  @Test
  void shouldGiveTheAddressOfADeletedContactToWhoWaitsForIt() {
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    String next = task.upsert("k2", person("a@x.cn", "\"city\":\"北京\""));
    task.settle();
    task.delete("k1");
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).containsEntry(next, Outcome.APPLIED);
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().get(ContactField.CITY)).hasValue("北京");
  }

  @Test
  void shouldNotDeleteWhatAnotherContactTook() {
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.delete("k1");
    task.upsert("k2", person("a@x.cn", "\"city\":\"北京\""));
    task.settle();
    task.in(Mode.MIRROR).connected();
    String delete = task.delete("k1");
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).containsEntry(delete, Outcome.UNCHANGED);
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().get(ContactField.CITY)).hasValue("北京");
  }

  @Test
  void shouldEndDeletesThatTheGuardHeldWhenTheModeChanged() {
    task.in(Mode.MIRROR).guarded(1, 0).connected();
    task.upsert("k1", person("a@x.cn", ""));
    task.upsert("k2", person("b@x.cn", ""));
    task.settle();
    String first = task.delete("k1");
    String second = task.delete("k2");
    task.settle();
    assertThat(task.view().heldDeletes()).isEqualTo(2);
    task.in(Mode.UPSERT).connected();
    task.settle();

    assertThat(task.ends())
        .containsEntry(first, Outcome.BLOCKED)
        .containsEntry(second, Outcome.BLOCKED);
    assertThat(task.view().heldDeletes()).isZero();
    assertThat(m1.store().contacts()).hasSize(2);
  }

  @Test
  void shouldDeleteAgainWhereTheModeIsMirrorAgain() {
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.delete("k1");
    task.settle();
    task.in(Mode.MIRROR).connected();
    String delete = task.delete("k1");
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).containsEntry(delete, Outcome.APPLIED);
    assertThat(m1.store().contacts()).isEmpty();
  }
}

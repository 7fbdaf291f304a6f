package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stays in M1 under what no add finds is not added a second time, whoever wants it next. */
class KeyedLeftTest extends KeyedWorld {

  private static final Duration TWO_PASSES = Duration.ofMinutes(90);

  @Test
  void shouldTakeUpWhomADeleteLeftInM1ForAnotherContact() {
    task.in(Mode.UPSERT).connected();
    task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.settle();
    task.delete("k1");
    task.settle();
    String other = task.upsert("k2", person(1, "\"city\":\"北京\""));
    task.passInSteps(TWO_PASSES, STEP);

    assertThat(task.ends()).containsEntry(other, Outcome.APPLIED);
    assertThat(cities(m1)).containsOnlyKeys(number(1)).containsValue("北京");
    assertThat(adds()).hasSize(1);
  }

  @Test
  void shouldTakeUpWhomAMoveLeftInM1ForAnotherContact() {
    task.in(Mode.UPSERT).connected();
    task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.settle();
    task.upsert("k1", person(2, "\"city\":\"上海\""));
    task.settle();
    assertThat(cities(m1)).containsOnlyKeys(number(1), number(2));
    String other = task.upsert("k2", person(1, "\"city\":\"北京\""));
    task.passInSteps(TWO_PASSES, STEP);

    assertThat(task.ends()).containsEntry(other, Outcome.APPLIED);
    assertThat(cities(m1)).containsEntry(number(1), "北京").containsEntry(number(2), "上海");
    assertThat(adds()).hasSize(2);
  }

  @Test
  void shouldTakeUpWhomAMoveLeftInM1WhenTheContactComesBack() {
    task.in(Mode.UPSERT).connected();
    task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.settle();
    task.upsert("k1", person(2, "\"city\":\"上海\""));
    task.settle();
    String back = task.upsert("k1", person(1, "\"city\":\"北京\""));
    task.passInSteps(TWO_PASSES, STEP);

    assertThat(task.ends()).containsEntry(back, Outcome.APPLIED);
    assertThat(cities(m1)).containsEntry(number(1), "北京").hasSize(2);
    assertThat(adds()).hasSize(2);
  }

  @Test
  void shouldTakeUpWhomAPersonKeptInM1ForAnotherContact() {
    task.guarded(0, 0).connected();
    task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.settle();
    task.delete("k1");
    task.settle();
    assertThat(task.view().heldDeletes()).isEqualTo(1);
    task.command(Command.Action.REJECT);
    task.settle();
    String other = task.upsert("k2", person(1, "\"city\":\"北京\""));
    task.passInSteps(TWO_PASSES, STEP);

    assertThat(task.ends()).containsEntry(other, Outcome.APPLIED);
    assertThat(cities(m1)).containsOnlyKeys(number(1)).containsValue("北京");
    assertThat(adds()).hasSize(1);
  }

  @Test
  void shouldAddWhomSomebodyDeletedThatWasLeftInM1() {
    task.in(Mode.UPSERT).connected();
    task.upsert("k0", person(0, ""));
    task.upsert("k1", person(1, ""));
    task.settle();
    task.delete("k1");
    task.settle();
    m1.store().contacts().entrySet().stream()
        .filter(
            one -> one.getValue().get(ContactField.MOBILE_PHONE).orElseThrow().equals(number(1)))
        .forEach(one -> m1.store().remove(one.getKey()));
    String other = task.upsert("k2", person(1, "\"city\":\"北京\""));
    task.passInSteps(TWO_PASSES, STEP);

    assertThat(task.ends()).containsEntry(other, Outcome.APPLIED);
    assertThat(cities(m1)).containsEntry(number(1), "北京").hasSize(2);
  }

  @Test
  void shouldNotTakeForThereWhatAnAddOfUnknownOutcomeMayHaveLeft() {
    task.in(Mode.UPSERT).connected();
    task.upsert("k0", person(0, ""));
    task.settle();
    m1.next(new M1Outcome.Unknown<>("time-out"));
    task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.settle();
    task.delete("k1");
    task.passInSteps(Duration.ofMinutes(3), STEP);
    String again = task.upsert("k1", person(1, "\"city\":\"北京\""));
    task.passInSteps(TWO_PASSES, STEP);

    assertThat(cities(m1)).isEqualTo(Map.of(number(0), "", number(1), "北京"));
    assertThat(task.ends()).containsEntry(again, Outcome.APPLIED);
  }

  @Test
  void shouldKeepNoEmailOfWhoseNumbersTurnedInACircle() {
    task.upsert("k1", person(1, "\"email\":\"old1@x.cn\""));
    task.upsert("k2", person(2, "\"email\":\"old2@x.cn\""));
    task.settle();
    looked();
    task.upsert("k1", person(2, "\"email\":\"new1@x.cn\""));
    task.upsert("k2", person(1, "\"email\":\"new2@x.cn\""));
    task.passInSteps(Duration.ofHours(4), STEP);

    assertThat(cities(m1)).containsOnlyKeys(number(1), number(2));
    assertThat(m1.store().byEmail("new1@x.cn")).isPresent();
    assertThat(task.recordsWith("old1@x.cn")).isEmpty();
    assertThat(task.recordsWith("old2@x.cn")).isEmpty();
  }
}

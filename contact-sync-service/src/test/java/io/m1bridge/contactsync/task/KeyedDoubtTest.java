package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What no add finds is looked for in M1's lists: nobody is added twice, and nobody mixed up. */
class KeyedDoubtTest extends KeyedWorld {

  private static final Duration TWO_PASSES = Duration.ofMinutes(90);

  @Test
  void shouldNotRepeatAnAddThatWasDone() {
    task.upsert("k0", person(0, ""));
    task.settle();
    m1.nextAfterEffect(new M1Outcome.Unknown<>("time-out"));
    String add = task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.passInSteps(TWO_PASSES, STEP);

    assertThat(task.ends()).containsEntry(add, Outcome.APPLIED);
    assertThat(cities(m1)).containsEntry(number(1), "上海").hasSize(2);
    assertThat(adds()).hasSize(2);
  }

  @Test
  void shouldRepeatAnAddOnceTwoListsDidNotShowIt() {
    task.upsert("k0", person(0, ""));
    task.settle();
    m1.next(new M1Outcome.Unknown<>("time-out"));
    String add = task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.passInSteps(Duration.ofMinutes(5), STEP);
    assertThat(cities(m1)).as("one list may lag").hasSize(1);
    assertThat(task.list.reasons()).containsEntry("k1", "WAITING list-awaited");

    task.passInSteps(TWO_PASSES, STEP);
    assertThat(task.ends()).containsEntry(add, Outcome.APPLIED);
    assertThat(cities(m1)).containsEntry(number(1), "上海").hasSize(2);
  }

  @Test
  void shouldNotRepeatTheAddOfWhoMoved() {
    task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.settle();
    m1.nextAfterEffect(new M1Outcome.Unknown<>("time-out"));
    String moved = task.upsert("k1", person(2, "\"city\":\"上海\""));
    task.passInSteps(Duration.ofHours(4), STEP);

    assertThat(task.ends()).containsEntry(moved, Outcome.APPLIED);
    assertThat(cities(m1)).containsOnlyKeys(number(2)).containsValue("上海");
  }

  @Test
  void shouldTakeUpWhomM1HasUnderTheNumberThatAContactMovesTo() {
    task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.settle();
    typed(Map.of(ContactField.MOBILE_PHONE, number(2)));
    looked();
    String moved = task.upsert("k1", person(2, "\"city\":\"北京\""));
    task.passInSteps(Duration.ofHours(4), STEP);

    assertThat(task.ends()).containsEntry(moved, Outcome.APPLIED);
    assertThat(cities(m1)).containsOnlyKeys(number(2)).containsValue("北京");
    assertThat(adds()).hasSize(1);
  }

  @Test
  void shouldDropADeleteOfWhatNeverCame() {
    task.upsert("k0", person(0, ""));
    task.settle();
    m1.next(new M1Outcome.Unknown<>("time-out"));
    task.upsert("k1", person(1, ""));
    task.pass(Duration.ofSeconds(1));
    String deleted = task.delete("k1");
    task.passInSteps(TWO_PASSES, STEP);

    assertThat(task.ends()).containsKey(deleted);
    assertThat(task.counts()).containsExactly(0, 0, 0);
    assertThat(cities(m1)).containsOnlyKeys(number(0));
    assertThat(task.list.reasons()).isEmpty();
  }

  @Test
  void shouldTakeUpWhomM1HasAlready() {
    long there = typed(Map.of(ContactField.MOBILE_PHONE, number(1), ContactField.NOTES, "typed"));
    typed(Map.of(ContactField.EMAIL, "somebody@else.cn"));
    String add = task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.passInSteps(Duration.ofMinutes(5), STEP);

    assertThat(task.ends()).containsEntry(add, Outcome.APPLIED);
    assertThat(adds()).isEmpty();
    assertThat(m1.store().contacts().get(there).fields())
        .containsEntry(ContactField.CITY, "上海")
        .containsEntry(ContactField.NOTES, "typed");
  }

  @Test
  void shouldEditNeitherOfTwoUnderOneNumber() {
    task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.settle();
    long other = typed(Map.of(ContactField.MOBILE_PHONE, number(1), ContactField.CITY, "拉萨"));
    looked();
    task.upsert("k1", person(1, "\"city\":\"北京\""));
    task.passInSteps(Duration.ofMinutes(5), STEP);

    assertThat(edits()).isEmpty();
    assertThat(task.list.reasons()).containsEntry("k1", "WAITING listed-twice");

    m1.store().remove(other);
    task.passInSteps(TWO_PASSES, STEP);
    assertThat(cities(m1)).containsOnlyKeys(number(1)).containsValue("北京");
  }

  @Test
  void shouldDeleteNeitherOfTwoUnderOneNumber() {
    task.upsert("k1", person(1, ""));
    task.settle();
    typed(Map.of(ContactField.MOBILE_PHONE, number(1)));
    looked();
    String deleted = task.delete("k1");
    task.passInSteps(TWO_PASSES, STEP);

    assertThat(m1.store().contacts()).hasSize(2);
    assertThat(task.ends()).containsEntry(deleted, Outcome.REJECTED);
    assertThat(task.deadLetterReasons()).containsExactly("delete-ambiguous");
  }

  @Test
  void shouldNotDeleteTheFirstOfTwoBeforeTheOtherIsShown() {
    task.upsert("k1", person(1, ""));
    task.settle();
    typed(Map.of(ContactField.MOBILE_PHONE, number(1)));
    m1.store().pageCap(1);
    String deleted = task.delete("k1");
    task.passInSteps(TWO_PASSES, STEP);

    assertThat(m1.store().contacts()).hasSize(2);
    assertThat(m1.calls(M1Call.DeleteContacts.class)).isEmpty();
    assertThat(task.ends()).containsEntry(deleted, Outcome.REJECTED);
  }

  @Test
  void shouldNotEditTheFirstOfTwoBeforeTheOtherIsShown() {
    typed(Map.of(ContactField.MOBILE_PHONE, number(1), ContactField.CITY, "拉萨"));
    typed(Map.of(ContactField.MOBILE_PHONE, number(1), ContactField.CITY, "广州"));
    m1.store().pageCap(1);
    task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.passInSteps(TWO_PASSES, STEP);

    assertThat(edits()).isEmpty();
    assertThat(adds()).isEmpty();
    assertThat(task.list.reasons()).containsEntry("k1", "WAITING listed-twice");
  }

  @Test
  void shouldAddNobodyAfterARestartBeforeAListWasRead() {
    task.upsert("k1", person(1, ""));
    task.settle();
    task.die();
    task.connected();
    listsFail();
    String add = task.upsert("k2", person(2, ""));
    String edit = task.patch("k1", "{\"city\":\"上海\"}");
    task.passInSteps(Duration.ofHours(9), Duration.ofSeconds(10));
    assertThat(task.ends()).containsEntry(edit, Outcome.APPLIED).doesNotContainKey(add);

    cloud.filter = call -> Optional.empty();
    task.passInSteps(Duration.ofHours(2), STEP);
    assertThat(task.ends()).containsEntry(add, Outcome.APPLIED);
    assertThat(cities(m1)).hasSize(2);
  }

  private void listsFail() {
    cloud.filter =
        call ->
            call instanceof M1Call.ListContacts
                ? Optional.of(new M1Outcome.Unexplained<>(Optional.empty(), "?"))
                : Optional.empty();
  }

  @Test
  void shouldAddNobodyByAListOfTheDayBefore() {
    task.upsert("k1", person(1, ""));
    task.settle();
    looked();
    listsFail();
    task.passInSteps(Duration.ofHours(26), Duration.ofSeconds(10));
    typed(Map.of(ContactField.MOBILE_PHONE, number(2)));
    String add = task.upsert("k2", person(2, "\"city\":\"上海\""));
    task.passInSteps(Duration.ofMinutes(30), STEP);
    assertThat(task.list.reasons()).containsEntry("k2", "WAITING list-awaited");

    cloud.filter = call -> Optional.empty();
    task.passInSteps(Duration.ofHours(3), STEP);
    assertThat(task.ends()).containsEntry(add, Outcome.APPLIED);
    assertThat(cities(m1)).containsEntry(number(2), "上海").hasSize(2);
  }

  @Test
  void shouldAddAtOnceAfterARestart() {
    task.upsert("k1", person(1, ""));
    task.settle();
    looked();
    task.die();
    String add = task.connected().upsert("k2", person(2, ""));
    task.passInSteps(Duration.ofMinutes(5), STEP);

    assertThat(task.ends()).containsEntry(add, Outcome.APPLIED);
  }

  @Test
  void shouldBeginAPassAnewThatAProcessBeforeBegan() {
    task.upsert("k1", person(1, ""));
    task.upsert("k2", person(2, ""));
    task.settle();
    typed(Map.of(ContactField.MOBILE_PHONE, number(3)));
    m1.store().pageCap(1);
    task.command(Command.Action.RECONCILE);
    while (lists().isEmpty() || lists().get(lists().size() - 1).page() < 3) {
      task.pass(Duration.ofMillis(100));
    }
    assertThat(task.view().reconcile().running()).isTrue();
    int before = lists().size();
    task.die();
    task.connected().settle();
    assertThat(lists().get(before).page()).isEqualTo(1);
    String add = task.upsert("k3", person(3, "\"city\":\"上海\""));
    task.passInSteps(Duration.ofMinutes(5), STEP);

    assertThat(task.ends()).containsEntry(add, Outcome.APPLIED);
    assertThat(cities(m1)).containsEntry(number(3), "上海").hasSize(3);
    assertThat(adds()).hasSize(1);
  }

  private List<M1Call.ListContacts> lists() {
    return m1.calls(M1Call.ListContacts.class);
  }

  @Test
  void shouldTakeUpWhomM1ShowsUnderTheNumberThatIsWantedNext() {
    task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.settle();
    task.delete("k1");
    String next = task.upsert("k1", person(2, "\"city\":\"北京\""));
    typed(Map.of(ContactField.MOBILE_PHONE, number(2)));
    task.passInSteps(Duration.ofHours(4), STEP);

    assertThat(task.ends()).containsEntry(next, Outcome.APPLIED);
    assertThat(cities(m1)).containsOnlyKeys(number(2)).containsValue("北京");
    assertThat(adds()).hasSize(1);
  }

  @Test
  void shouldTellNothingByListsThatHideThePropertyContactsAreKnownBy() {
    by(task, Identity.custom("CRM id"));
    task.upsert("k1", "{\"custom\":{\"CRM id\":\"1\"}}");
    task.pass(Duration.ofSeconds(20));
    assertThat(m1.store().contacts()).hasSize(1);
    cloud.answers = KeyedDoubtTest::withoutProperties;
    task.repairing().connected();
    looked();

    assertThat(task.view().reconcile().whole()).isFalse();
    assertThat(m1.store().contacts()).hasSize(1);
  }

  private static M1Outcome<?> withoutProperties(M1Outcome<?> outcome) {
    if (outcome instanceof M1Outcome.Accepted<?> accepted
        && accepted.value() instanceof M1Answers.Page<?> page) {
      List<Object> rows =
          page.rows().stream()
              .<Object>map(
                  row ->
                      row instanceof Contact contact
                          ? new Contact(
                              contact.id(),
                              contact.fields(),
                              Map.of(),
                              contact.groups(),
                              contact.accountId())
                          : row)
              .toList();
      return new M1Outcome.Accepted<>(new M1Answers.Page<>(page.total(), rows, page.damaged()));
    }
    return outcome;
  }
}

package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contracts.Suppression.Reason;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.OpType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Contacts that are known by their mobile phone or a custom property: what becomes of them. */
class KeyedContactsTest extends KeyedWorld {

  @Test
  void shouldAddAndEditWhoHasNoEmail() {
    String add = task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.settle();
    String edit = task.patch("k1", "{\"city\":\"北京\"}");
    task.settle();

    assertThat(task.ends())
        .containsEntry(add, Outcome.APPLIED)
        .containsEntry(edit, Outcome.APPLIED);
    assertThat(cities(m1)).containsOnlyKeys(number(1)).containsValue("北京");
    assertThat(adds()).extracting(M1Call.AddContacts::opType).containsOnly(OpType.ALWAYS_ADD);
    assertThat(edits())
        .extracting(M1Call.EditContacts::key)
        .containsOnly(new Column.Field(ContactField.MOBILE_PHONE));
    assertThat(edits().get(0).rows()).containsExactly(List.of(number(1), "北京"));
  }

  @Test
  void shouldChangeAnEmailByOneEdit() {
    task.upsert("k1", person(1, "\"email\":\"a@x.cn\",\"city\":\"上海\""));
    task.settle();
    long id = m1.store().contacts().keySet().iterator().next();
    String moved = task.upsert("k1", person(1, "\"email\":\"b@x.cn\",\"city\":\"上海\""));
    task.settle();

    assertThat(task.ends()).containsEntry(moved, Outcome.APPLIED);
    assertThat(m1.store().contacts()).containsOnlyKeys(id);
    assertThat(m1.store().byEmail("b@x.cn")).isPresent();
    assertThat(adds()).hasSize(1);
    assertThat(edits()).hasSize(1);
    assertThat(m1.calls(M1Call.DeleteContacts.class)).isEmpty();
  }

  @Test
  void shouldEditByACustomProperty() {
    by(task, Identity.custom("CRM id"));
    task.upsert("k1", "{\"custom\":{\"CRM id\":\"7/a\"},\"email\":\"a@x.cn\"}");
    task.upsert("k2", "{\"custom\":{\"CRM id\":\"7\"},\"email\":\"a@x.cn\"}");
    task.settle();
    task.upsert("k1", "{\"custom\":{\"CRM id\":\"7/a\"},\"email\":\"b@x.cn\"}");
    task.pass(Duration.ofSeconds(20));

    assertThat(m1.store().contacts().values())
        .extracting(contact -> contact.get(ContactField.EMAIL).orElseThrow())
        .as("two who share an email are two")
        .containsExactlyInAnyOrder("a@x.cn", "b@x.cn");
    assertThat(task.ends().values()).hasSize(3).containsOnly(Outcome.APPLIED);
    assertThat(edits()).singleElement().satisfies(edit -> isByProperty(edit.key()));
  }

  private static void isByProperty(Column key) {
    assertThat(key).isInstanceOf(Column.Property.class);
  }

  @Test
  void shouldParkTheSecondOfOneNumber() {
    task.upsert("k1", person(1, "\"city\":\"上海\""));
    String second = task.upsert("k2", "{\"mobilePhone\":\"+86 138 0000 0001\",\"city\":\"北京\"}");
    task.settle();
    assertThat(cities(m1)).containsOnlyKeys(number(1)).containsValue("上海");
    assertThat(task.list.reasons()).containsEntry("k2", "PARKED identity-taken");

    task.delete("k1");
    task.passInSteps(Duration.ofMinutes(90), STEP);
    assertThat(task.ends()).containsEntry(second, Outcome.APPLIED);
    assertThat(cities(m1)).containsOnlyKeys("+86 138 0000 0001").containsValue("北京");
  }

  @Test
  void shouldDeleteByTheIdThatAListTold() {
    task.upsert("k1", person(1, ""));
    task.upsert("k2", person(2, ""));
    task.settle();
    looked();
    String deleted = task.delete("k1");
    task.settle();

    assertThat(task.ends()).containsEntry(deleted, Outcome.APPLIED);
    assertThat(cities(m1)).containsOnlyKeys(number(2));
    assertThat(adds()).as("nobody is marked").hasSize(1);
  }

  @Test
  void shouldDeleteNobodyElse() {
    task.upsert("k1", person(1, ""));
    task.settle();
    looked();
    Contact other = Contact.of(Map.of(ContactField.MOBILE_PHONE, number(5)), Map.of());
    long id = m1.store().contacts().keySet().iterator().next();
    cloud.filter =
        call ->
            call instanceof M1Call.ContactDetail detail && detail.id() == id
                ? Optional.of(new M1Outcome.Accepted<>(withId(id, other)))
                : Optional.empty();
    String deleted = task.delete("k1");
    task.passInSteps(Duration.ofMinutes(30), STEP);

    assertThat(task.ends()).containsEntry(deleted, Outcome.REJECTED);
    assertThat(m1.calls(M1Call.DeleteContacts.class)).isEmpty();
    assertThat(cities(m1)).containsOnlyKeys(number(1));
  }

  @Test
  void shouldKeepTheIdOfADeleteWhileM1DoesNotAnswer() {
    task.upsert("k1", person(1, ""));
    task.settle();
    looked();
    cloud.filter =
        call ->
            call instanceof M1Call.ContactDetail
                ? Optional.of(new M1Outcome.Unavailable<>("gone", Duration.ofSeconds(5)))
                : Optional.empty();
    String deleted = task.delete("k1");
    task.passInSteps(Duration.ofMinutes(2), STEP);
    assertThat(task.ends()).doesNotContainKey(deleted);
    int before = m1.calls(M1Call.ListContacts.class).size();
    cloud.filter = call -> Optional.empty();
    task.passInSteps(Duration.ofMinutes(5), STEP);

    assertThat(task.ends()).containsEntry(deleted, Outcome.APPLIED);
    assertThat(m1.calls(M1Call.ListContacts.class)).as("no list is needed").hasSize(before);
  }

  private static Contact withId(long id, Contact contact) {
    return new Contact(
        OptionalLong.of(id), contact.fields(), contact.properties(), List.of(), Optional.empty());
  }

  @Test
  void shouldRefuseGroups() {
    task.upsert("k1", person(1, "\"groups\":[\"VIP\"]"));
    task.upsert("k2", "{\"email\":\"a@x.cn\"}");
    task.upsert("k3", "{\"mobilePhone\":\"ask for Li\"}");
    task.settle();

    assertThat(task.deadLetterReasons())
        .containsExactly("field-invalid", "identity-missing", "field-invalid");
    assertThat(m1.store().contacts()).isEmpty();
  }

  @Test
  void shouldKeepToWhatTheFirstContactOfTheAccountIsKnownBy() {
    task.upsert("k1", person(1, ""));
    task.settle();
    task.die();
    by(task, Identity.EMAIL).connected();
    task.upsert("k2", "{\"email\":\"a@x.cn\"}");
    task.upsert("k1", "{\"email\":\"a@x.cn\"}");
    task.settle();
    assertThat(task.deadLetterReasons()).containsExactly("identity-changed", "identity-changed");

    by(task, Identity.MOBILE);
    task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.settle();
    assertThat(cities(m1)).containsOnlyKeys(number(1)).containsValue("上海");
  }

  @Test
  void shouldBeKnownBySomethingElseOnceNoContactIsLeft() {
    task.upsert("k1", person(1, ""));
    task.upsert("k2", person(2, ""));
    task.settle();
    looked();
    task.delete("k1");
    task.delete("k2");
    task.settle();
    by(task, Identity.custom("No"));
    long there = m1.store().contacts().size();
    task.upsert("k1", "{\"custom\":{\"No\":\"7\"}}");
    task.passInSteps(Duration.ofMinutes(90), STEP);

    assertThat(there).isZero();
    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(m1.store().contacts()).hasSize(1);
    by(task, Identity.MOBILE);
    task.upsert("k2", person(2, ""));
    task.settle();
    assertThat(task.deadLetterReasons()).containsExactly("identity-changed");
  }

  @Test
  void shouldKeepToTheEmailWhereThatCameFirst() {
    by(task, Identity.EMAIL);
    task.upsert("k1", "{\"email\":\"a@x.cn\"}");
    task.settle();
    task.dieWithout("identity/demo");
    by(task, Identity.MOBILE).connected();
    task.upsert("k2", person(2, ""));
    task.settle();

    assertThat(task.deadLetterReasons()).containsExactly("identity-changed");
    assertThat(m1.store().contacts()).hasSize(1);
  }

  @Test
  void shouldNotGiveAContactASuppressedEmailUntilThatIsLifted() {
    task.upsert("k1", person(1, "\"email\":\"a@x.cn\""));
    task.settle();
    task.suppress("b@x.cn", Reason.HARD_BOUNCED);
    String moved = task.upsert("k1", person(1, "\"email\":\"b@x.cn\""));
    task.settle();
    assertThat(task.ends()).containsEntry(moved, Outcome.BLOCKED);
    assertThat(m1.store().byEmail("a@x.cn")).isPresent();

    task.lift("b@x.cn");
    task.settle();
    assertThat(m1.store().byEmail("b@x.cn")).isPresent();
  }

  @Test
  void shouldNotMoveAwayFromAnEmailUnderWhichThePersonUnsubscribed() {
    task.upsert("k1", person(1, "\"email\":\"a@x.cn\""));
    task.settle();
    task.suppress("a@x.cn", Reason.UNSUBSCRIBED);
    task.upsert("k1", person(1, "\"email\":null"));
    task.settle();
    String moved = task.upsert("k1", person(1, "\"email\":\"b@x.cn\""));
    task.settle();

    assertThat(task.ends()).containsEntry(moved, Outcome.BLOCKED);
    assertThat(m1.store().byEmail("b@x.cn")).isEmpty();
  }

  @Test
  void shouldMoveAwayFromAnEmailOnceItIsLifted() {
    task.upsert("k1", person(1, "\"email\":\"a@x.cn\""));
    task.settle();
    task.suppress("a@x.cn", Reason.UNSUBSCRIBED);
    String moved = task.upsert("k1", person(1, "\"email\":\"b@x.cn\""));
    task.settle();
    assertThat(task.ends()).containsEntry(moved, Outcome.BLOCKED);

    task.lift("a@x.cn");
    task.settle();
    assertThat(m1.store().byEmail("b@x.cn")).isPresent();
    assertThat(task.list.reasons()).isEmpty();
  }

  @Test
  void shouldNotAddWhoOptedOut() {
    String add = task.upsert("k1", person(1, "\"optOut\":true"));
    task.settle();

    assertThat(task.ends()).containsEntry(add, Outcome.BLOCKED);
    assertThat(m1.store().contacts()).isEmpty();
  }

  @Test
  void shouldKeepWhatADeleteLeavesInM1AndTakeItUpAgain() {
    task.in(Mode.UPSERT).connected();
    task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.settle();
    task.delete("k1");
    task.settle();
    task.upsert("k1", person(1, "\"city\":\"北京\""));
    task.settle();

    assertThat(cities(m1)).containsOnlyKeys(number(1)).containsValue("北京");
    assertThat(adds()).hasSize(1);
  }
}

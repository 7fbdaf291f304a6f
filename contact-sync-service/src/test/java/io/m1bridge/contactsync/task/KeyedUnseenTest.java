package io.m1bridge.contactsync.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.where.Step;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where M1's lists do not show contacts as it took them, that they are not shown is no proof. */
class KeyedUnseenTest extends KeyedWorld {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void shouldEditByTheNumberAsM1HasIt() {
    m1.store().numbers(number -> "+86 " + number);
    task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.settle();
    looked();
    String edit = task.patch("k1", "{\"city\":\"北京\"}");
    task.settle();

    assertThat(task.ends()).containsEntry(edit, Outcome.APPLIED);
    assertThat(cities(m1)).containsOnly(Map.entry("+86 " + number(1), "北京"));
    assertThat(edits()).singleElement().satisfies(call -> names(call, "+86 " + number(1)));
  }

  private static void names(M1Call.EditContacts call, String number) {
    assertThat(call.rows()).extracting(row -> row.get(0)).containsExactly(number);
  }

  @Test
  void shouldNotCallADeleteDoneOfWhoWasNeverShown() {
    shows(number(1), "138****0001");
    task.upsert("k0", person(0, ""));
    task.upsert("k1", person(1, ""));
    task.settle();
    String deleted = task.delete("k1");
    task.passInSteps(Duration.ofMinutes(90), STEP);

    assertThat(task.ends()).containsEntry(deleted, Outcome.REJECTED);
    assertThat(task.deadLetterReasons()).containsExactly("delete-not-found");
    assertThat(task.list.reasons()).containsEntry("k1", "REJECTED delete-not-found");
    assertThat(m1.store().contacts()).hasSize(2);
  }

  @Test
  void shouldKeepTheIdThatAPassToldWhereM1SaysNoWithoutAReason() {
    task.upsert("k1", person(1, ""));
    task.settle();
    looked();
    long passes = task.view().reconcile().pass();
    m1.next(new M1Outcome.Unexplained<>(Optional.empty(), "HTTP 502"));
    String deleted = task.delete("k1");
    task.passInSteps(Duration.ofMinutes(2), STEP);

    assertThat(task.ends()).containsEntry(deleted, Outcome.APPLIED);
    assertThat(m1.store().contacts()).isEmpty();
    assertThat(task.view().reconcile().pass()).as("none more was needed").isEqualTo(passes);
  }

  @Test
  void shouldNotCallADeleteDoneOfWhoseNumberSomebodyCorrectedInM1() {
    task.upsert("k0", person(0, ""));
    task.upsert("k1", person(1, ""));
    task.settle();
    looked();
    shows(number(1), number(5));
    String deleted = task.delete("k1");
    task.passInSteps(Duration.ofHours(4), STEP);

    assertThat(task.ends()).containsEntry(deleted, Outcome.REJECTED);
    assertThat(task.deadLetterReasons()).containsExactly("delete-not-found");
    assertThat(m1.store().contacts()).hasSize(2);
  }

  @Test
  void shouldNotAddAgainWhoWasNeverShown() {
    shows(number(1), "138****0001");
    task.upsert("k0", person(0, ""));
    task.upsert("k1", person(1, ""));
    task.settle();
    task.repairing().connected();
    looked();
    looked();

    assertThat(task.list.reasons()).containsEntry("k1", "DIFFERS missing-in-m1");
    assertThat(m1.store().contacts()).hasSize(2);
    assertThat(adds()).hasSize(1);
  }

  @Test
  void shouldAddAgainWhoWasShownAndIsGone() {
    task.upsert("k0", person(0, ""));
    task.upsert("k1", person(1, ""));
    task.settle();
    looked();
    m1.store().contacts().keySet().stream().max(Long::compare).ifPresent(m1.store()::remove);
    task.repairing().connected();
    looked();

    assertThat(cities(m1)).containsOnlyKeys(number(0), number(1));
  }

  @Test
  void shouldProveNothingByListsThatShowNobodyOfOurs() {
    cloud.answers = outcome -> masked(outcome, ".*", "***");
    task.upsert("k0", person(0, ""));
    task.settle();
    m1.nextAfterEffect(new M1Outcome.Unknown<>("time-out"));
    task.upsert("k1", person(1, ""));
    task.passInSteps(Duration.ofHours(4), STEP);

    assertThat(task.view().reconcile().whole()).isFalse();
    assertThat(m1.store().contacts()).hasSize(2);
    assertThat(task.list.reasons()).containsEntry("k1", "WAITING list-awaited");
    assertThat(task.where("k1").steps())
        .extracting(Step::says)
        .contains("Its row waits for M1's list, and then for a call that makes an add");
  }

  @Test
  void shouldAddOneAloneWhereListsShowNobodyOfOurs() {
    cloud.answers = outcome -> masked(outcome, ".*", "***");
    typed(Map.of(ContactField.MOBILE_PHONE, number(1)));
    typed(Map.of(ContactField.MOBILE_PHONE, number(2)));
    task.upsert("k1", person(1, ""));
    task.upsert("k2", person(2, ""));
    task.upsert("k3", person(3, ""));
    task.passInSteps(Duration.ofHours(30), Duration.ofSeconds(4));

    assertThat(m1.store().contacts()).hasSize(3);
    assertThat(task.list.reasons().values())
        .filteredOn(reason -> reason.equals("WAITING list-awaited"))
        .hasSize(2);
  }

  @Test
  void shouldAddAllOnceListsShowedTheFirst() {
    typed(Map.of(ContactField.MOBILE_PHONE, number(8)));
    task.upsert("k1", person(1, ""));
    task.upsert("k2", person(2, ""));
    task.upsert("k3", person(3, ""));
    task.passInSteps(Duration.ofMinutes(10), STEP);
    assertThat(cities(m1)).as("the first").hasSize(2);

    task.passInSteps(Duration.ofMinutes(70), STEP);
    assertThat(cities(m1)).containsOnlyKeys(number(1), number(2), number(3), number(8));
    assertThat(task.list.reasons()).isEmpty();
  }

  @Test
  void shouldTellAPersonOfADeleteThatListsNeverHelp() {
    task.upsert("k0", person(0, ""));
    task.settle();
    cloud.filter =
        call ->
            call instanceof M1Call.ListContacts
                ? Optional.of(new M1Outcome.Unexplained<>(Optional.empty(), "?"))
                : Optional.empty();
    String deleted = task.delete("k0");
    task.passInSteps(Duration.ofDays(2), MINUTE);
    assertThat(task.ends()).doesNotContainKey(deleted);

    task.passInSteps(Duration.ofDays(2), MINUTE);
    assertThat(task.ends()).containsEntry(deleted, Outcome.REJECTED);
    assertThat(task.deadLetterReasons()).containsExactly("delete-unproven");
    assertThat(m1.store().contacts()).hasSize(1);
  }

  @Test
  void shouldTellAPersonOfADeleteOfWhichEachIdIsNoGood() {
    task.upsert("k0", person(0, ""));
    task.upsert("k1", person(1, ""));
    task.settle();
    cloud.filter =
        call ->
            call instanceof M1Call.ContactDetail
                ? Optional.of(new M1Outcome.Unexplained<>(Optional.empty(), "?"))
                : Optional.empty();
    String deleted = task.delete("k1");
    task.passInSteps(Duration.ofDays(2), MINUTE);

    assertThat(task.ends()).containsEntry(deleted, Outcome.REJECTED);
    assertThat(task.deadLetterReasons()).containsExactly("delete-unproven");
    assertThat(m1.store().contacts()).hasSize(2);
  }

  @Test
  void shouldNotReadAllThatM1ListsEveryHourForOneWhomItNeverTells() {
    task.upsert("k1", person(1, "\"city\":\"上海\""));
    task.settle();
    typed(Map.of(ContactField.MOBILE_PHONE, number(1)));
    looked();
    task.upsert("k1", person(1, "\"city\":\"北京\""));
    int before = passes();
    task.passInSteps(Duration.ofDays(4), MINUTE);

    assertThat(task.list.reasons()).containsEntry("k1", "WAITING listed-twice");
    assertThat(edits()).isEmpty();
    assertThat(passes() - before).as("in four days").isBetween(5, 14);
  }

  private int passes() {
    return (int)
        m1.calls(M1Call.ListContacts.class).stream()
            .filter(call -> call.page() == 1 && call.limit() > 1)
            .count();
  }

  @Test
  void shouldRefuseADropDownAsWhatContactsAreKnownBy() {
    by(task, Identity.custom("CRM"));
    M1Call.AddProperty property = new M1Call.AddProperty("CRM", 2, "x", List.of("1"));
    m1.send(TaskHarness.ACCOUNT, new AccessToken("t"), property).toCompletableFuture().join();
    String add = task.upsert("k1", "{\"custom\":{\"CRM\":\"1\"}}");
    task.passInSteps(Duration.ofMinutes(5), STEP);

    assertThat(task.ends()).containsEntry(add, Outcome.REJECTED);
    assertThat(task.deadLetterReasons()).containsExactly("identity-drop-down");
    assertThat(m1.store().contacts()).isEmpty();
  }

  /** M1's lists show a number so. */
  private void shows(String number, String shown) {
    cloud.answers = outcome -> masked(outcome, number, shown);
  }

  private static M1Outcome<?> masked(M1Outcome<?> outcome, String number, String shown) {
    if (outcome instanceof M1Outcome.Accepted<?> accepted
        && accepted.value() instanceof M1Answers.Page<?> page) {
      List<Object> rows =
          page.rows().stream()
              .map(row -> row instanceof Contact contact ? masked(contact, number, shown) : row)
              .toList();
      return new M1Outcome.Accepted<>(new M1Answers.Page<>(page.total(), rows, page.damaged()));
    }
    return outcome instanceof M1Outcome.Accepted<?> accepted
            && accepted.value() instanceof Contact contact
        ? new M1Outcome.Accepted<>(masked(contact, number, shown))
        : outcome;
  }

  private static Object masked(Contact contact, String number, String shown) {
    Map<ContactField, String> fields = new EnumMap<>(contact.fields());
    fields.computeIfPresent(
        ContactField.MOBILE_PHONE, (field, value) -> value.matches(number) ? shown : value);
    return new Contact(
        contact.id(), fields, contact.properties(), contact.groups(), contact.accountId());
  }
}

package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In the mode add-only whoever stands in M1 stays as it is: M1's lists tell who does. */
class AddOnlyTest {

  private static final String ALREADY_THERE =
      "The mode of this account is add-only: M1 has a contact under this address already, and it"
          + " stays as it is";
  private static final String NOT_CHANGED =
      "The mode of this account is add-only: a contact that M1 has is not changed";

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).in(Mode.ADD_ONLY).connected();
  private final List<SyncResult> results = new ArrayList<>();

  /** Somebody in M1 typed a contact in. */
  private void typed(String email, String city) {
    m1.store()
        .put(Contact.of(Map.of(ContactField.EMAIL, email, ContactField.CITY, city), Map.of()));
  }

  private String city(String email) {
    return m1.store().byEmail(email).orElseThrow().get(ContactField.CITY).orElse("");
  }

  private SyncResult result(String event) {
    results.addAll(task.results());
    return results.stream()
        .filter(result -> result.eventId().equals(event))
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  private int adds() {
    return m1.calls(M1Call.AddContacts.class).size();
  }

  @Test
  void shouldAddWhomM1DoesNotList() {
    typed("other@x.cn", "广州");
    String event = task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();

    assertThat(task.ends()).containsExactly(entry(event, Outcome.APPLIED));
    assertThat(city("a@x.cn")).isEqualTo("上海");
    assertThat(city("other@x.cn")).isEqualTo("广州");
    assertThat(task.list.byContact()).isEmpty();
  }

  @Test
  void shouldAddNobodyBeforeAllThatM1ListsWasRead() {
    m1.hold();
    task.upsert("k1", person("a@x.cn", ""));
    task.pass(Duration.ofMinutes(2));
    assertThat(task.list.reasons()).containsOnly(entry("k1", "WAITING list-awaited"));
    assertThat(adds()).isZero();
    m1.release();
    task.settle();

    assertThat(m1.store().byEmail("a@x.cn")).isPresent();
  }

  @Test
  void shouldLeaveWhomM1HasAsItIs() {
    typed("A@x.cn", "广州");
    String event = task.upsert("k1", person("a@x.cn", "\"city\":\"上海\",\"groups\":[\"客户\"]"));
    task.pass(Duration.ofMinutes(1));

    assertThat(result(event).outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(result(event).reason()).isEqualTo(ALREADY_THERE);
    assertThat(city("a@x.cn")).isEqualTo("广州");
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().groups()).isEmpty();
    assertThat(adds()).isZero();
    assertThat(task.list.reasons()).containsOnly(entry("k1", "BLOCKED already-in-m1"));
    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(task.keptOriginals()).isZero();
    assertThat(task.counts()).containsExactly(0, 0, 0);
  }

  @Test
  void shouldAddWhoWasInTheWayUntilM1ListsNobodyThere() {
    typed("a@x.cn", "广州");
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    m1.store().remove("a@x.cn");
    task.command(Command.Action.RECONCILE);
    task.passInSteps(Duration.ofMinutes(15), Duration.ofSeconds(1));

    assertThat(city("a@x.cn")).isEqualTo("上海");
    assertThat(task.list.byContact()).isEmpty();
  }

  @Test
  void shouldKnowWhomTheLastPassShowed() {
    typed("b@x.cn", "广州");
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    int calls = m1.calls().size();
    String event = task.upsert("k2", person("b@x.cn", "\"city\":\"上海\""));
    task.settle();

    assertThat(result(event).reason()).isEqualTo(ALREADY_THERE);
    assertThat(m1.calls()).as("no call").hasSize(calls);
  }

  @Test
  void shouldNotChangeWhomItAdded() {
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    String edit = task.patch("k1", "{\"city\":\"北京\"}");
    task.settle();
    String moved = task.upsert("k1", person("c@x.cn", "\"city\":\"北京\""));
    task.settle();
    String deleted = task.delete("k1");
    task.settle();
    String again = task.upsert("k1", person("a@x.cn", "\"city\":\"北京\""));
    task.passInSteps(Duration.ofHours(2), Duration.ofSeconds(1));

    assertThat(result(edit).reason()).isEqualTo(NOT_CHANGED);
    assertThat(result(moved).reason()).isEqualTo(NOT_CHANGED);
    assertThat(result(deleted).outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(result(again).reason()).isEqualTo(ALREADY_THERE);
    assertThat(city("a@x.cn")).isEqualTo("上海");
    assertThat(m1.store().contacts()).hasSize(1);
    assertThat(adds()).isEqualTo(1);
  }

  @Test
  void shouldAddWhomTheCrmMadeAnewWhereNoAddEverLanded() {
    task.upsert("k0", person("z@x.cn", ""));
    task.settle();
    m1.next(new M1Outcome.Unknown<>("time-out"));
    task.upsert("k1", person("a@x.cn", ""));
    task.pass(Duration.ofSeconds(1));
    task.delete("k1");
    String again = task.upsert("k1", person("a@x.cn", "\"city\":\"北京\""));
    task.passInSteps(Duration.ofHours(3), Duration.ofSeconds(1));

    assertThat(task.ends()).containsEntry(again, Outcome.APPLIED);
    assertThat(city("a@x.cn")).isEqualTo("北京");
  }

  @Test
  void shouldFindNothingToChangeWhereNothingDiffers() {
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    String same = task.patch("k1", "{\"city\":\"上海\"}");
    task.settle();

    assertThat(task.ends()).containsEntry(same, Outcome.UNCHANGED);
    assertThat(task.list.byContact()).isEmpty();
  }

  @Test
  void shouldLetThoseThatItAddedJoinGroupsAndLeaveTheirFields() {
    String add = task.upsert("k1", person("a@x.cn", "\"city\":\"上海\",\"groups\":[\"客户\",\"VIP\"]"));
    task.settle();
    m1.store().type("a@x.cn", ContactField.CITY, "拉萨");
    String join = task.patch("k1", "{\"groups\":[\"会员\"]}");
    task.settle();

    assertThat(task.ends())
        .containsEntry(add, Outcome.APPLIED)
        .containsEntry(join, Outcome.APPLIED);
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().groups())
        .containsExactlyInAnyOrder("客户", "VIP", "会员");
    assertThat(city("a@x.cn")).as("what a person typed stays").isEqualTo("拉萨");
  }

  @Test
  void shouldNotRepeatAnAddThatM1Lists() {
    task.upsert("k0", person("z@x.cn", ""));
    task.settle();
    m1.nextAfterEffect(new M1Outcome.Unknown<>("time-out"));
    String event = task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    int adds = adds();
    task.passInSteps(Duration.ofHours(2), Duration.ofSeconds(1));

    assertThat(task.ends()).containsEntry(event, Outcome.UNCHANGED);
    assertThat(adds()).isEqualTo(adds);
    assertThat(task.list.byContact()).isEmpty();
  }

  @Test
  void shouldRepeatAnAddThatTwoPassesDoNotShow() {
    task.upsert("k0", person("z@x.cn", ""));
    task.settle();
    m1.next(new M1Outcome.Unknown<>("time-out"));
    String event = task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.pass(Duration.ofMinutes(3));
    assertThat(task.list.reasons()).containsOnly(entry("k1", "WAITING list-awaited"));
    task.passInSteps(Duration.ofHours(3), Duration.ofSeconds(1));

    assertThat(task.ends()).containsEntry(event, Outcome.APPLIED);
    assertThat(city("a@x.cn")).isEqualTo("上海");
    assertThat(m1.store().contacts()).hasSize(2);
  }

  @Test
  void shouldNotWriteOverWhoWasTypedInWhileItsAddWasInDoubt() {
    task.upsert("k0", person("z@x.cn", ""));
    task.settle();
    m1.next(new M1Outcome.Unknown<>("time-out"));
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    typed("a@x.cn", "广州");
    task.passInSteps(Duration.ofHours(3), Duration.ofSeconds(1));

    assertThat(city("a@x.cn")).isEqualTo("广州");
    assertThat(task.list.reasons()).containsKey("k1");
  }

  @Test
  void shouldReadM1sListsAnewAfterARestart() {
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    typed("b@x.cn", "广州");
    task.die();
    task.connected();
    String event = task.upsert("k2", person("b@x.cn", "\"city\":\"上海\""));
    task.settle();

    assertThat(result(event).reason()).isEqualTo(ALREADY_THERE);
    assertThat(city("b@x.cn")).isEqualTo("广州");
  }

  @Test
  void shouldAddAgainWhoWasDeletedInM1WhenToldTo() {
    String event = task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    m1.store().remove("a@x.cn");
    task.command(Command.Action.RECONCILE);
    task.passInSteps(Duration.ofMinutes(15), Duration.ofSeconds(1));
    assertThat(task.list.reasons()).containsOnly(entry("k1", "DIFFERS missing-in-m1"));
    task.command(Command.Action.REPAIR);
    task.passInSteps(Duration.ofHours(3), Duration.ofSeconds(1));

    assertThat(task.ends()).containsOnlyKeys(event);
    assertThat(city("a@x.cn")).isEqualTo("上海");
    assertThat(task.list.byContact()).isEmpty();
  }

  @Test
  void shouldTakeUpWithTheNextChangeUnderAnotherMode() {
    typed("a@x.cn", "广州");
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    task.in(Mode.MIRROR).connected();
    task.settle();
    assertThat(city("a@x.cn")).as("settled changes stay settled").isEqualTo("广州");
    String patch = task.patch("k1", "{\"fullName\":\"李伟\"}");
    task.settle();

    assertThat(task.ends()).containsEntry(patch, Outcome.APPLIED);
    assertThat(city("a@x.cn")).isEqualTo("上海");
    assertThat(m1.store().contacts()).hasSize(1);
  }

  @Test
  void shouldChangeNobodyWhoWasThereWhenTheModeBegan() {
    task.in(Mode.MIRROR).connected();
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    task.command(Command.Action.PAUSE);
    String edit = task.patch("k1", "{\"city\":\"北京\"}");
    task.settle();
    task.in(Mode.ADD_ONLY).connected();
    task.command(Command.Action.RESUME);
    task.settle();

    assertThat(result(edit).reason()).isEqualTo(NOT_CHANGED);
    assertThat(city("a@x.cn")).isEqualTo("上海");
  }
}

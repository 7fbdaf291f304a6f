package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.cities;
import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Deletes of contacts whose ids M1's lists told, and of many at once together with their group. */
class KnownDeletesTest {

  private static final Duration STEP = Duration.ofSeconds(1);

  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 cloud = new FilteredM1(m1);
  private final TaskHarness task = new TaskHarness(cloud, 3).connected();
  private final Map<String, Integer> before = new HashMap<>();

  private void synced(int count) {
    for (int i = 0; i < count; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", "\"city\":\"上海\""));
    }
    task.settle();
  }

  /** All that M1 lists was read. */
  private void listed() {
    task.command(Command.Action.RECONCILE);
    task.passInSteps(Duration.ofMinutes(15), STEP);
    before.putAll(task.callsByKind);
  }

  private int calls(String kind) {
    return task.callsByKind.getOrDefault(kind, 0) - before.getOrDefault(kind, 0);
  }

  private void takesNoAdds() {
    cloud.filter =
        call ->
            call instanceof M1Call.AddContacts
                ? Optional.of(new M1Outcome.ContactLimit<>(new M1Code("E00003")))
                : Optional.empty();
  }

  @Test
  void shouldDeleteOneWithThreeCalls() {
    synced(3);
    listed();
    int made = cloud.calls;
    String deleted = task.delete("k1");
    task.settle();

    assertThat(task.ends()).containsEntry(deleted, Outcome.APPLIED);
    assertThat(cities(m1)).containsOnlyKeys("p0@x.cn", "p2@x.cn");
    assertThat(calls("contact/detail")).isEqualTo(2);
    assertThat(cloud.calls - made).isEqualTo(3);
  }

  @Test
  void shouldDeleteWhatAContactLeftBehindByItsId() {
    synced(2);
    listed();
    String moved = task.upsert("k1", person("q1@x.cn", "\"city\":\"上海\""));
    task.settle();

    assertThat(task.ends()).containsEntry(moved, Outcome.APPLIED);
    assertThat(cities(m1)).containsOnlyKeys("p0@x.cn", "q1@x.cn");
    assertThat(calls("contact/detail")).isEqualTo(2);
    assertThat(calls("MARK")).isZero();
  }

  @Test
  void shouldNotDeleteAnotherWhoHasTheIdByNow() {
    synced(2);
    listed();
    m1.store().type("p1@x.cn", ContactField.EMAIL, "somebody@else.cn");
    String deleted = task.delete("k1");
    task.settle();

    assertThat(task.ends()).containsEntry(deleted, Outcome.APPLIED);
    assertThat(cities(m1)).containsOnlyKeys("p0@x.cn", "somebody@else.cn");
    assertThat(calls("MARK")).isEqualTo(1);
  }

  @Test
  void shouldNotTrustAnIdWhereM1ListsTheAddressTwice() {
    synced(2);
    m1.store().put(Contact.of(Map.of(ContactField.EMAIL, "P1@x.cn"), Map.of()));
    listed();
    task.delete("k1");
    task.settle();

    assertThat(calls("contact/detail")).isZero();
    assertThat(calls("MARK")).isEqualTo(1);
  }

  @Test
  void shouldNotTrustAnIdWhereM1ListsTheAddressOfADeleteTwice() {
    synced(2);
    m1.store().put(Contact.of(Map.of(ContactField.EMAIL, "P1@x.cn"), Map.of()));
    takesNoAdds();
    String deleted = task.delete("k1");
    task.passInSteps(Duration.ofMinutes(8), STEP);
    assertThat(task.view().reconcile().pass()).as("a pass for ids").isEqualTo(1);
    assertThat(task.ends()).doesNotContainKey(deleted);
    assertThat(m1.store().contacts()).hasSize(3);

    cloud.filter = call -> Optional.empty();
    task.passInSteps(Duration.ofMinutes(5), STEP);
    assertThat(task.ends()).containsEntry(deleted, Outcome.APPLIED);
    assertThat(calls("contact/detail")).isZero();
  }

  @Test
  void shouldNotTrustAnIdThatAPageShowedBeforeTheDeleteWhereTheNextOneShowsAnother() {
    task.guarded(0, 0).connected();
    synced(60);
    m1.store().put(Contact.of(Map.of(ContactField.EMAIL, "P1@x.cn"), Map.of()));
    AtomicBoolean second = new AtomicBoolean();
    cloud.filter =
        call -> {
          if (call instanceof M1Call.ListContacts list && list.page() == 2) {
            second.set(true);
          }
          return Optional.empty();
        };
    task.command(Command.Action.RECONCILE);
    for (int i = 0; i < 100 && !second.get(); i++) {
      task.pass(Duration.ofMillis(100));
    }
    assertThat(second).as("the second page is on its way").isTrue();
    task.delete("k1");
    task.pass(Duration.ofSeconds(30));
    task.command(Command.Action.APPROVE);
    task.pass(Duration.ofSeconds(30));

    assertThat(calls("contact/detail")).isZero();
    assertThat(calls("MARK")).isEqualTo(1);
  }

  @Test
  void shouldForgetTheIdOfOneThatAPassDidNotShow() {
    synced(2);
    listed();
    m1.store().hide("p1@x.cn");
    listed();
    m1.store().hide("");
    task.delete("k1");
    task.settle();

    assertThat(calls("contact/detail")).isZero();
    assertThat(cities(m1)).containsOnlyKeys("p0@x.cn");
  }

  @Test
  void shouldForgetTheIdsOfAnotherIncarnation() {
    synced(2);
    listed();
    task.account(AccountDescriptor.State.AUTHORIZED, 2);
    task.command(Command.Action.RESET_INCARNATION);
    task.settle();
    task.delete("k1");
    task.settle();

    assertThat(calls("contact/detail")).isZero();
    assertThat(cities(m1)).containsOnlyKeys("p0@x.cn");
  }

  @Test
  void shouldNotAskAgainWhereAskingProvedNothing() {
    synced(4);
    listed();
    cloud.filter =
        call ->
            call instanceof M1Call.ContactDetail
                ? Optional.of(new M1Outcome.Unexplained<>(Optional.empty(), "HTTP 404"))
                : Optional.empty();
    task.delete("k1");
    task.pass(Duration.ofSeconds(30));
    task.delete("k2");
    task.pass(Duration.ofSeconds(30));

    assertThat(calls("contact/detail")).isEqualTo(1);
    assertThat(cities(m1)).containsOnlyKeys("p0@x.cn", "p3@x.cn");

    cloud.filter = call -> Optional.empty();
    task.passInSteps(Duration.ofHours(1), STEP);
    task.delete("k3");
    task.settle();
    assertThat(calls("contact/detail")).isEqualTo(3);
  }

  @Test
  void shouldMakeRoomByIdsWhereAFullAccountTakesNoMarks() {
    synced(60);
    listed();
    takesNoAdds();
    for (int i = 0; i < 50; i++) {
      task.delete("k" + i);
    }
    task.upsert("k55", person("p55@x.cn", "\"city\":\"北京\""));
    task.pass(Duration.ofMinutes(2));

    assertThat(cities(m1)).hasSize(10).containsEntry("p55@x.cn", "北京");
    assertThat(task.ends().values()).hasSize(60 + 50 + 1).containsOnly(Outcome.APPLIED);
    assertThat(calls("DELETE")).isEqualTo(5);
    assertThat(calls("contact/detail")).isEqualTo(100);
  }

  @Test
  void shouldLearnIdsByItselfWhereAFullAccountTakesNoMarks() {
    synced(60);
    takesNoAdds();
    for (int i = 0; i < 50; i++) {
      task.delete("k" + i);
    }
    task.passInSteps(Duration.ofMinutes(5), STEP);

    assertThat(task.view().reconcile().pass()).isEqualTo(1);
    assertThat(cities(m1)).hasSize(10);
    assertThat(task.ends().values()).hasSize(60 + 50).containsOnly(Outcome.APPLIED);
  }

  @Test
  void shouldWaitWithOneWhoseIdIsWrongAndGoOnWithTheOthers() {
    synced(30);
    listed();
    m1.store().type("p1@x.cn", ContactField.EMAIL, "somebody@else.cn");
    takesNoAdds();
    for (int i = 0; i < 30; i++) {
      task.delete("k" + i);
    }
    task.pass(Duration.ofMinutes(2));
    assertThat(cities(m1)).containsOnlyKeys("somebody@else.cn");
    assertThat(task.counts()).as("one waits for room").containsExactly(1, 0, 0);

    cloud.filter = call -> Optional.empty();
    task.passInSteps(Duration.ofMinutes(11), STEP);
    assertThat(cities(m1)).containsOnlyKeys("somebody@else.cn");
    assertThat(task.ends().values()).hasSize(60).containsOnly(Outcome.APPLIED);
  }

  @Test
  void shouldListForIdsOnceAnHourAtMost() {
    synced(3);
    m1.store().hide("p1@x.cn");
    takesNoAdds();
    task.delete("k1");
    task.passInSteps(Duration.ofMinutes(59), STEP);

    assertThat(task.view().reconcile().pass()).isEqualTo(1);
    assertThat(task.counts()).containsExactly(1, 0, 0);
  }

  @Test
  void shouldDeleteAThousandWithFiveCallsWhereGroupsMayGo() {
    task.with("group-deletes.demo", "true").connected();
    synced(1_010);
    int made = cloud.calls;
    for (int i = 0; i < 1_000; i++) {
      task.delete("k" + i);
    }
    task.pass(Duration.ofSeconds(20));

    assertThat(cities(m1)).hasSize(10);
    assertThat(task.ends().values()).hasSize(2_010).containsOnly(Outcome.APPLIED);
    assertThat(cloud.calls - made).isEqualTo(5);
  }

  @Test
  void shouldGoOnByIdAndByGroupAfterEachDeath() {
    task.with("group-delete", "true").connected();
    synced(200);
    listed();
    for (int deleted = 0; deleted < 120; deleted++) {
      task.delete("k" + deleted);
    }
    for (int i = 0; i < 12; i++) {
      task.pass(Duration.ofMillis(200));
      task.die();
      task.connected();
    }
    task.delete("k150");
    for (int i = 0; i < 12; i++) {
      task.pass(Duration.ofMillis(200));
      task.die();
      task.connected();
    }
    task.passInSteps(Duration.ofMinutes(5), STEP);

    assertThat(cities(m1)).hasSize(79);
    assertThat(task.ends().values()).hasSize(200 + 121).containsOnly(Outcome.APPLIED);
  }
}

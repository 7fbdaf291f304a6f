package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A custom property holds the CRM's key: a changed email is one edit by it. */
class MovesByEditTest {

  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 cloud = new FilteredM1(m1);
  private final TaskHarness task =
      new TaskHarness(cloud, 3).with("key-properties.demo", "No").connected();

  private String send(String key, String email, String city) {
    return send(key, email, city, key);
  }

  private String send(String key, String email, String city, String no) {
    return task.upsert(
        key, person(email, "\"city\":\"" + city + "\",\"custom\":{\"No\":\"" + no + "\"}"));
  }

  /** Contacts k0, k1, … stand in M1 as p0@x.cn, p1@x.cn, …; then nothing was called yet. */
  private void synced(int contacts) {
    for (int i = 0; i < contacts; i++) {
      send("k" + i, "p" + i + "@x.cn", "上海");
    }
    task.pass(Duration.ofMinutes(1));
    task.callsByKind.clear();
  }

  private Map<String, String> cities() {
    return SyncHarness.cities(m1);
  }

  @Test
  void shouldGiveAContactAnotherEmailByOneEdit() {
    synced(1);
    m1.store().type("p0@x.cn", ContactField.NOTES, "typed");
    String moved = send("k0", "new@x.cn", "北京");
    task.pass(Duration.ofMinutes(1));

    assertThat(task.callsByKind).containsExactly(entry("EDIT", 1));
    assertThat(task.ends()).containsEntry(moved, Outcome.APPLIED);
    assertThat(cities()).isEqualTo(Map.of("new@x.cn", "北京"));
    assertThat(m1.store().byEmail("new@x.cn").orElseThrow().get(ContactField.NOTES))
        .as("what a person typed goes along")
        .hasValue("typed");
    String edit = task.patch("k0", "{\"city\":\"广州\"}");
    task.settle();
    assertThat(task.ends()).containsEntry(edit, Outcome.APPLIED);
    assertThat(cities()).isEqualTo(Map.of("new@x.cn", "广州"));
  }

  @Test
  void shouldMoveManyByOneCallBesideThoseThatStay() {
    synced(20);
    for (int i = 0; i < 10; i++) {
      send("k" + i, "n" + i + "@x.cn", "北京");
    }
    for (int i = 10; i < 20; i++) {
      send("k" + i, "p" + i + "@x.cn", "北京");
    }
    task.pass(Duration.ofMinutes(1));

    assertThat(task.callsByKind).containsExactly(entry("EDIT", 2));
    assertThat(cities()).hasSize(20).containsEntry("n3@x.cn", "北京").containsEntry("p13@x.cn", "北京");
    assertThat(cities().values()).containsOnly("北京");
  }

  @Test
  void shouldJoinGroupsUnderTheNewEmail() {
    synced(1);
    task.patch("k0", "{\"groups\":[\"客户\"]}");
    task.settle();
    task.patch("k0", "{\"email\":\"new@x.cn\",\"groups\":[\"客户\",\"VIP\"]}");
    task.pass(Duration.ofMinutes(1));

    assertThat(m1.store().contacts()).hasSize(1);
    assertThat(m1.store().byEmail("new@x.cn").orElseThrow().groups())
        .containsExactlyInAnyOrder("客户", "VIP");
  }

  @Test
  void shouldAddAndDeleteWhereThePropertyDoesNotHoldTheKey() {
    send("k0", "p0@x.cn", "上海", "other");
    task.pass(Duration.ofMinutes(1));
    send("k0", "new@x.cn", "上海", "other");
    task.pass(Duration.ofMinutes(2));

    assertThat(task.callsByKind).containsKey("DELETE");
    assertThat(cities()).isEqualTo(Map.of("new@x.cn", "上海"));
  }

  @Test
  void shouldAddAndDeleteWhereM1DidNotAcknowledgeTheKey() {
    task.upsert("k0", person("p0@x.cn", "\"city\":\"上海\""));
    task.settle();
    send("k0", "new@x.cn", "上海");
    task.pass(Duration.ofMinutes(2));

    assertThat(task.callsByKind).containsKey("DELETE");
    assertThat(cities()).isEqualTo(Map.of("new@x.cn", "上海"));
  }

  @Test
  void shouldRepeatTheEditWhoseOutcomeNobodyKnows() {
    for (boolean done : List.of(true, false)) {
      synced(1);
      M1Outcome<?> lost = new M1Outcome.Unknown<>("time-out");
      if (done) {
        m1.nextAfterEffect(lost);
      } else {
        m1.next(lost);
      }
      send("k0", "new@x.cn", "北京");
      task.pass(Duration.ofMinutes(4));

      assertThat(task.callsByKind).containsEntry("EDIT", 2).doesNotContainKeys("ADD", "DELETE");
      assertThat(cities()).isEqualTo(Map.of("new@x.cn", "北京"));
      assertThat(task.promise().unsettled()).isZero();
      send("k0", "p0@x.cn", "上海");
      task.pass(Duration.ofMinutes(1));
    }
  }

  @Test
  void shouldGoBackOrOnOrAwayFromWhereItMayStand() {
    for (boolean done : List.of(true, false)) {
      for (String wanted : List.of("p0@x.cn", "third@x.cn", "")) {
        synced(1);
        M1Outcome<?> lost = new M1Outcome.Unknown<>("time-out");
        if (done) {
          m1.nextAfterEffect(lost);
        } else {
          m1.next(lost);
        }
        send("k0", "new@x.cn", "北京");
        task.pass(Duration.ofSeconds(1));
        if (wanted.isEmpty()) {
          task.delete("k0");
        } else {
          send("k0", wanted, "广州");
        }
        task.passInSteps(Duration.ofMinutes(20), Duration.ofMillis(500));

        assertThat(cities())
            .as(wanted + done)
            .isEqualTo(wanted.isEmpty() ? Map.of() : Map.of(wanted, "广州"));
        assertThat(task.promise().unsettled()).isZero();
        assertThat(task.counts()).containsExactly(0, 0, 0);
      }
    }
  }

  @Test
  void shouldGiveTheOldEmailToTheNextOnlyOnceItIsFree() {
    synced(1);
    m1.hold();
    send("k0", "new@x.cn", "上海");
    task.pass(Duration.ofMillis(300));
    send("k1", "p0@x.cn", "广州");
    task.pass(Duration.ofSeconds(1));
    assertThat(task.list.reasons()).doesNotContainKey("k0");
    assertThat(task.view().parked()).isEqualTo(1);
    m1.release();
    task.pass(Duration.ofMinutes(1));

    assertThat(cities()).isEqualTo(Map.of("new@x.cn", "上海", "p0@x.cn", "广州"));
  }

  @Test
  void shouldSwapTwo() {
    synced(2);
    String first = send("k0", "p1@x.cn", "k0");
    String second = send("k1", "p0@x.cn", "k1");
    task.pass(Duration.ofMinutes(2));

    assertThat(cities()).isEqualTo(Map.of("p1@x.cn", "k0", "p0@x.cn", "k1"));
    assertThat(task.ends())
        .containsEntry(first, Outcome.APPLIED)
        .containsEntry(second, Outcome.APPLIED);
  }

  @Test
  void shouldMoveNobodyToWhereHeIsNotToBeMailed() {
    synced(1);
    task.suppress("new@x.cn", Suppression.Reason.UNSUBSCRIBED);
    String moved = send("k0", "new@x.cn", "北京");
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).containsEntry(moved, Outcome.BLOCKED);
    assertThat(cities()).isEqualTo(Map.of("p0@x.cn", "上海"));
  }

  @Test
  void shouldMoveInModesThatDeleteOrAddNobody() {
    synced(1);
    task.in(Mode.UPDATE_ONLY).connected();
    String moved = send("k0", "new@x.cn", "北京");
    task.pass(Duration.ofMinutes(1));
    assertThat(task.ends()).containsEntry(moved, Outcome.APPLIED);
    assertThat(cities()).isEqualTo(Map.of("new@x.cn", "北京"));

    task.in(Mode.ADD_ONLY).connected();
    String again = send("k0", "third@x.cn", "北京");
    task.pass(Duration.ofMinutes(1));
    assertThat(task.ends()).containsEntry(again, Outcome.BLOCKED);
    assertThat(cities()).isEqualTo(Map.of("new@x.cn", "北京"));
  }

  @Test
  void shouldListAsMissingWhomSuchAnEditDidNotFind() {
    synced(1);
    cloud.filter =
        call ->
            call instanceof M1Call.EditContacts
                ? Optional.of(new M1Outcome.Accepted<>(M1Answers.Done.DONE))
                : Optional.empty();
    send("k0", "new@x.cn", "北京");
    task.settle();
    cloud.filter = call -> Optional.empty();
    task.command(Command.Action.RECONCILE);
    task.passInSteps(Duration.ofMinutes(15), Duration.ofSeconds(1));

    assertThat(task.list.reasons()).containsOnly(entry("k0", "DIFFERS missing-in-m1"));
  }

  @Test
  void shouldRejectTheOneThatM1DoesNotFind() {
    synced(2);
    cloud.filter =
        call ->
            call instanceof M1Call.EditContacts edit
                    && edit.rows().stream().anyMatch(row -> row.contains("k0"))
                ? Optional.of(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"))
                : Optional.empty();
    String refused = send("k0", "n0@x.cn", "北京");
    String good = send("k1", "n1@x.cn", "北京");
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends())
        .containsEntry(refused, Outcome.REJECTED)
        .containsEntry(good, Outcome.APPLIED);
    assertThat(cities()).isEqualTo(Map.of("p0@x.cn", "上海", "n1@x.cn", "北京"));
  }
}

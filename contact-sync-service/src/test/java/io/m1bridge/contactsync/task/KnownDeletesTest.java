package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.cities;
import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Deletes of contacts whose ids M1's lists told, and of many at once together with their group. */
class KnownDeletesTest extends KnownDeletesWorld {

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

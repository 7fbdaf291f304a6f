package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A person rejected a delete where a property holds the CRM's keys: what stays keeps its key. */
class KeptWithKeyTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task =
      new TaskHarness(m1, 3).with("key-properties.demo", "No").guarded(0, 0).connected();

  private String send(String email, String city) {
    String event =
        task.upsert("k0", person(email, "\"city\":\"" + city + "\",\"custom\":{\"No\":\"k0\"}"));
    task.pass(Duration.ofMinutes(1));
    return event;
  }

  private void reject() {
    task.command(Command.Action.REJECT);
    task.pass(Duration.ofMinutes(1));
  }

  private void kept() {
    send("p0@x.cn", "上海");
    String deleted = task.delete("k0");
    task.pass(Duration.ofMinutes(1));
    reject();
    assertThat(task.ends()).containsEntry(deleted, Outcome.REJECTED);
    assertThat(cities()).isEqualTo(Map.of("p0@x.cn", "上海"));
  }

  private Map<String, String> cities() {
    return SyncHarness.cities(m1);
  }

  @Test
  void shouldMoveByOneEditWhomTheCrmMadeAnewUnderTheSameEmail() {
    kept();
    send("p0@x.cn", "北京");
    task.callsByKind.clear();
    String moved = send("new@x.cn", "广州");

    assertThat(task.ends()).containsEntry(moved, Outcome.APPLIED);
    assertThat(task.callsByKind).containsOnly(entry("EDIT", 1));
    assertThat(cities()).isEqualTo(Map.of("new@x.cn", "广州"));
  }

  /** Two with one key would stand in M1, and an edit by it could find either. */
  @Test
  void shouldNotAddItUnderAnotherEmailBeforeAPersonLetTheOldOneGo() {
    kept();
    String moved = send("new@x.cn", "广州");
    assertThat(cities()).isEqualTo(Map.of("p0@x.cn", "上海"));
    assertThat(task.view().heldDeletes()).isEqualTo(1);

    task.command(Command.Action.APPROVE);
    task.pass(Duration.ofMinutes(2));
    assertThat(task.ends()).containsEntry(moved, Outcome.APPLIED);
    assertThat(cities()).isEqualTo(Map.of("new@x.cn", "广州"));
    task.callsByKind.clear();
    send("third@x.cn", "北京");
    assertThat(task.callsByKind).containsOnly(entry("EDIT", 1));
    assertThat(cities()).isEqualTo(Map.of("third@x.cn", "北京"));
  }

  @Test
  void shouldRejectTheChangeWhereAPersonKeepsTheOldOneAgain() {
    kept();
    String moved = send("new@x.cn", "广州");
    reject();

    assertThat(task.ends()).containsEntry(moved, Outcome.REJECTED);
    assertThat(cities()).isEqualTo(Map.of("p0@x.cn", "上海"));
    assertThat(task.view().heldDeletes()).isZero();
  }
}

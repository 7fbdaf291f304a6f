package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who may stand under another email, by an edit of unknown outcome, where no edit tells any more.
 */
class MaybeMovedTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task =
      new TaskHarness(m1, 3).with("key-properties.demo", "No").connected();

  private void send(String email, String city) {
    task.upsert("k0", person(email, "\"city\":\"" + city + "\",\"custom\":{\"No\":\"k0\"}"));
  }

  private void synced() {
    send("p0@x.cn", "上海");
    task.pass(Duration.ofMinutes(1));
  }

  private Map<String, String> cities() {
    return SyncHarness.cities(m1);
  }

  /** An edit moved k0 to new@x.cn, and nobody knows; after a restart no property tells it. */
  private void movedMaybe(Mode next) {
    m1.nextAfterEffect(new M1Outcome.Unknown<>("time-out"));
    send("new@x.cn", "北京");
    task.pass(Duration.ofSeconds(1));
    task.settings.remove("key-properties.demo");
    task.in(next).connected();
  }

  @ParameterizedTest
  @EnumSource(names = {"UPDATE_ONLY", "ADD_ONLY"})
  void shouldAddNobodyWhereTheModeAddsNone(Mode mode) {
    synced();
    movedMaybe(mode);
    task.callsByKind.clear();
    String back =
        task.upsert("k0", person("p0@x.cn", "\"groups\":[\"客户\"],\"custom\":{\"No\":\"k0\"}"));
    task.pass(Duration.ofMinutes(4));

    assertThat(task.ends()).containsEntry(back, Outcome.BLOCKED);
    assertThat(task.callsByKind).doesNotContainKey("ADD");
    assertThat(cities()).containsOnlyKeys("new@x.cn");
  }

  @Test
  void shouldJoinAllItsGroupsAnewWhereTheAddMayHaveMadeANewOne() {
    synced();
    task.patch("k0", "{\"groups\":[\"客户\",\"VIP\"]}");
    task.settle();
    movedMaybe(Mode.MIRROR);
    send("p0@x.cn", "广州");
    task.passInSteps(Duration.ofMinutes(20), Duration.ofMillis(500));

    assertThat(cities()).isEqualTo(Map.of("p0@x.cn", "广州"));
    assertThat(m1.store().byEmail("p0@x.cn").orElseThrow().groups())
        .containsExactlyInAnyOrder("客户", "VIP");
  }
}

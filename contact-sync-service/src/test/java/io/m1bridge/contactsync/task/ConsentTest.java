package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.m1bridge.contracts.Suppression.Reason;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who does not want mail is not made reachable by a sync, whoever says so and however. */
class ConsentTest {

  private static final String OUT = "\"optOut\":true";
  private static final String GROUP = "do-not-mail";

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).connected();

  @Test
  void shouldNotAddWhomTheCrmSaysNotToMail() {
    String add = task.upsert("k1", person("a@x.cn", OUT));
    task.pass(Duration.ofMinutes(2));

    assertThat(task.ends()).containsExactly(entry(add, Outcome.BLOCKED));
    assertThat(m1.store().contacts()).isEmpty();
    assertThat(task.list.reasons()).containsExactly(entry("k1", "BLOCKED opted-out"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "null"})
  void shouldAddThemOnceItIsTakenBack(String value) {
    task.upsert("k1", person("a@x.cn", OUT));
    task.settle();
    String unsaid = task.patch("k1", "{\"city\":\"上海\"}");
    task.settle();
    assertThat(task.ends()).containsEntry(unsaid, Outcome.BLOCKED);

    String back = task.patch("k1", "{\"optOut\":" + value + "}");
    task.settle();

    assertThat(task.ends()).containsEntry(back, Outcome.APPLIED);
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().get(ContactField.CITY)).hasValue("上海");
  }

  @Test
  void shouldStillEditWhoIsThere() {
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    String edit = task.patch("k1", "{" + OUT + ",\"city\":\"上海\"}");
    task.settle();

    assertThat(task.ends()).containsEntry(edit, Outcome.APPLIED);
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().get(ContactField.CITY)).hasValue("上海");
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"UNSUBSCRIBED", "COMPLAINED"})
  void shouldNotMakeReachableUnderAnotherAddressWhoSaidNo(Reason reason) {
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.suppress("a@x.cn", reason);
    String moved = task.upsert("k1", person("b@x.cn", ""));
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).containsEntry(moved, Outcome.BLOCKED);
    assertThat(m1.store().byEmail("b@x.cn")).isEmpty();

    task.lift("a@x.cn");
    task.pass(Duration.ofMinutes(1));

    assertThat(m1.store().byEmail("b@x.cn")).isPresent();
    assertThat(m1.store().byEmail("a@x.cn")).isEmpty();
  }

  @Test
  void shouldMoveWhoseOldAddressBounced() {
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.suppress("a@x.cn", Reason.HARD_BOUNCED);
    String moved = task.upsert("k1", person("b@x.cn", ""));
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).containsEntry(moved, Outcome.APPLIED);
    assertThat(m1.store().byEmail("b@x.cn")).isPresent();
  }

  @Test
  void shouldPutThemIntoTheGroupThatCampaignsLeaveOut() {
    task.suppressions("do-not-mail-group").connected();
    task.suppress("s@x.cn", Reason.UNSUBSCRIBED);
    task.upsert("k1", person("s@x.cn", "\"groups\":[\"客户\"]"));
    task.upsert("k2", person("o@x.cn", OUT));
    task.upsert("k3", person("a@x.cn", ""));
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends().values()).hasSize(3).containsOnly(Outcome.APPLIED);
    assertThat(groups("s@x.cn")).containsExactlyInAnyOrder("客户", GROUP);
    assertThat(groups("o@x.cn")).containsExactly(GROUP);
    assertThat(groups("a@x.cn")).isEmpty();

    int calls = m1.calls().size();
    task.suppress("a@x.cn", Reason.COMPLAINED);
    task.pass(Duration.ofMinutes(1));

    assertThat(groups("a@x.cn")).as("who is there already").containsExactly(GROUP);
    assertThat(m1.calls()).hasSize(calls + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"do-not-mail-group", "allow"})
  void shouldTakeUpByANewRuleWhoIsThere(String policy) {
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.suppress("a@x.cn", Reason.UNSUBSCRIBED);
    String blocked = task.upsert("k2", person("b@x.cn", OUT));
    task.settle();

    task.suppressions(policy).connected();
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).as("its one result").containsEntry(blocked, Outcome.BLOCKED);
    List<String> inGroup = policy.equals("allow") ? List.of() : List.of(GROUP);
    assertThat(groups("a@x.cn")).containsExactlyElementsOf(inGroup);
    assertThat(groups("b@x.cn")).containsExactlyElementsOf(inGroup);
    assertThat(task.list.byContact()).isEmpty();
  }

  @Test
  void shouldJoinTheGroupThatCampaignsLeaveOutFirst() {
    task.suppressions("do-not-mail-group").connected();
    for (int i = 0; i < 20; i++) {
      task.upsert("n" + i, person("n" + i + "@x.cn", "\"groups\":[\"客户\"]"));
    }
    task.upsert("k1", person("a@x.cn", OUT + ",\"groups\":[\"客户\"]"));
    while (m1.store().byEmail("a@x.cn").isEmpty()) {
      task.pass(Duration.ofMillis(100));
    }

    assertThat(groups("a@x.cn")).containsExactly(GROUP);
    task.pass(Duration.ofMinutes(30));
    assertThat(groups("a@x.cn")).containsExactlyInAnyOrder(GROUP, "客户");
  }

  @Test
  void shouldAddThemLikeAnyOtherWhereThatIsTheRule() {
    task.suppressions("allow").connected();
    String add = task.upsert("k1", person("a@x.cn", OUT));
    task.settle();

    assertThat(task.ends()).containsExactly(entry(add, Outcome.APPLIED));
  }

  private Iterable<String> groups(String email) {
    return m1.store().byEmail(email).orElseThrow().groups();
  }
}

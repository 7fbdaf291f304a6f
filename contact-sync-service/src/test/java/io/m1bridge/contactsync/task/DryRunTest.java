package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.view.CallPlan;
import io.m1bridge.contactsync.view.PlannedCall;
import io.m1bridge.contracts.AccountDescriptor.State;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An account is tried dry: everything is planned, nothing is sent, nothing is lost. */
class DryRunTest {

  /** The same calls under the names that the meter gets. */
  private static final Map<String, String> METERED =
      Map.of(
          "add", "ADD",
          "edit", "EDIT",
          "mark", "MARK",
          "delete", "DELETE",
          "remove_groups", "REMOVE_GROUPS",
          "create_property", "CREATE_PROPERTY",
          "list", "contact/all",
          "list_groups", "contact/group/all",
          "list_properties", "contact/property/all");

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).connected();

  private CallPlan plan() {
    task.pass(Duration.ofSeconds(30));
    CallPlan plan = task.view().plan();
    assertThat(plan).isNotNull();
    return plan;
  }

  private static Map<String, Integer> byKind(CallPlan plan) {
    Map<String, Integer> calls = new TreeMap<>();
    plan.sums().forEach(sum -> calls.put(METERED.get(sum.kind()), sum.calls()));
    return calls;
  }

  /** What a CRM says in an ordinary week. */
  private void changes() {
    for (int i = 0; i < 70; i++) {
      task.delete("old" + i);
    }
    for (int i = 0; i < 1_200; i++) {
      task.upsert("new" + i, person("new" + i + "@x.cn", "\"groups\":[\"客户\"]"));
    }
    task.patch("kept", "{\"city\":\"北京\",\"groups\":[\"客户\",\"伙伴\"]}");
    task.upsert("label", person("label@x.cn", "\"custom\":{\"级别\":\"金\"}"));
  }

  private void standing() {
    for (int i = 0; i < 70; i++) {
      task.upsert("old" + i, person("old" + i + "@x.cn", ""));
    }
    task.upsert("kept", person("kept@x.cn", "\"city\":\"上海\""));
    task.upsert("edited", person("edited@x.cn", "\"city\":\"上海\""));
    task.settle();
  }

  @Test
  void shouldMakeNoCallAndSettleNothing() {
    standing();
    int before = m1.calls().size();
    Map<String, String> cities = SyncHarness.cities(m1);
    int ended = task.ends().size();
    task.dry(true).connected();
    changes();
    task.pass(Duration.ofMinutes(5));
    task.die();
    task.account(State.AUTHORIZED);
    task.pass(Duration.ofMinutes(5));

    assertThat(m1.calls()).hasSize(before);
    assertThat(SyncHarness.cities(m1)).isEqualTo(cities);
    assertThat(task.ends()).hasSize(ended);
    assertThat(task.counts()).containsExactly(1_272, 0, 0);
    assertThat(task.view().problem()).startsWith("Dry run: ");
    assertThat(task.view().dryRun()).isTrue();
  }

  /** Two contacts have one header: neither what M1 owns nor what is shared pads it. */
  @Test
  void shouldPlanOnlyWhatItsOwnerLetsBeSent() {
    task.with("owners.city", "shared").with("owners.fax", "m1").connected();
    for (String key : List.of("k1", "k2")) {
      task.upsert(key, person(key + "@x.cn", "\"city\":\"上海\",\"fax\":\"1\",\"notes\":\"a\""));
    }
    task.settle();
    task.dry(true).connected();
    task.upsert("k1", person("k1@x.cn", "\"city\":\"北京\",\"fax\":\"2\",\"notes\":\"a\""));
    task.upsert("k2", person("k2@x.cn", "\"city\":\"上海\",\"fax\":\"3\",\"notes\":\"b\""));
    task.upsert("k3", person("k3@x.cn", "\"city\":\"上海\",\"fax\":\"4\""));

    assertThat(plan().calls())
        .containsExactlyInAnyOrder(
            new PlannedCall("add", 1, 1, null, List.of("city")),
            new PlannedCall("edit", 1, 0, null, List.of("notes")),
            new PlannedCall("edit", 1, 0, null, List.of("city")));
  }

  @Test
  void shouldPlanWhatIsThenSent() {
    standing();
    task.dry(true).connected();
    changes();
    task.patch("edited", "{\"city\":\"广州\"}");
    CallPlan plan = plan();
    assertThat(plan.contacts()).isEqualTo(1_273);
    assertThat(plan.blocked()).isZero();
    assertThat(plan.heldDeletes()).isZero();
    assertThat(plan.calls())
        .contains(new PlannedCall("edit", 1, 0, null, List.of("city")))
        .contains(new PlannedCall("mark", 70, 0, null, List.of()))
        .anySatisfy(call -> assertThat(call.newContacts()).isEqualTo(999));

    task.callsByKind.clear();
    task.dry(false).connected();
    task.pass(Duration.ofMinutes(5));

    assertThat(task.ends()).hasSize(72 + 1_273);
    assertThat(task.counts()).containsExactly(0, 0, 0);
    assertThat(m1.store().contacts()).hasSize(1_200 + 3);
    assertThat(m1.store().byEmail("kept@x.cn").orElseThrow().get(ContactField.CITY)).hasValue("北京");
    assertThat(task.callsByKind).isEqualTo(byKind(plan));
  }

  @Test
  void shouldPlanWhatFollowsFromACall() {
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    task.dry(true).connected();
    task.upsert("k1", person("b@x.cn", "\"city\":\"上海\",\"groups\":[\"甲\",\"乙\"]"));
    CallPlan plan = plan();
    assertThat(plan.calls())
        .extracting(PlannedCall::kind)
        .containsExactly(
            "add", "mark", "list", "delete", "list", "add", "list_groups", "remove_groups");
    assertThat(plan.calls()).extracting(PlannedCall::newContacts).startsWith(1, 0);

    task.callsByKind.clear();
    task.dry(false).connected();
    task.pass(Duration.ofMinutes(1));
    assertThat(SyncHarness.cities(m1)).isEqualTo(Map.of("b@x.cn", "上海"));
    assertThat(task.callsByKind).isEqualTo(byKind(plan));
  }

  @Test
  void shouldPlanAgainWhatChanged() {
    task.dry(true).connected();
    assertThat(plan().calls()).isEmpty();
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.upsert("k2", person("b@x.cn", ""));
    assertThat(plan().calls()).containsExactly(new PlannedCall("add", 2, 2, null, List.of("city")));
    task.delete("k2");

    assertThat(plan().calls()).containsExactly(new PlannedCall("add", 1, 1, null, List.of("city")));
    assertThat(task.ends())
        .hasSize(2)
        .as("it was never in M1")
        .containsEntry("e2", Outcome.UNCHANGED);
  }

  @Test
  void shouldTellWhatWouldWaitForAPerson() {
    standing();
    task.guarded(50, 0).dry(true).connected();
    for (int i = 0; i < 70; i++) {
      task.delete("old" + i);
    }
    CallPlan plan = plan();
    task.command(Command.Action.REJECT);
    task.settle();

    assertThat(plan.heldDeletes()).isEqualTo(70);
    assertThat(task.view().heldDeletes()).as("there is nothing to decide yet").isZero();
    assertThat(task.deadLetterReasons()).isEmpty();
    task.dry(false).connected();
    task.settle();
    assertThat(task.view().heldDeletes()).isEqualTo(70);
  }

  @Test
  void shouldSettleByTheModeOnlyAfterwards() {
    standing();
    task.in(Mode.UPDATE_ONLY).dry(true).connected();
    String delete = task.delete("old1");
    String add = task.upsert("new", person("new@x.cn", ""));
    String edit = task.patch("kept", "{\"city\":\"北京\"}");
    CallPlan plan = plan();

    assertThat(plan.blocked()).isEqualTo(2);
    assertThat(byKind(plan)).isEqualTo(Map.of("EDIT", 1));
    assertThat(task.ends()).doesNotContainKeys(delete, add, edit);
    task.dry(false).connected();
    task.settle();
    assertThat(task.ends())
        .containsEntry(delete, Outcome.BLOCKED)
        .containsEntry(add, Outcome.BLOCKED)
        .containsEntry(edit, Outcome.APPLIED);
    assertThat(m1.store().contacts()).hasSize(72);
  }

  @Test
  void shouldCarryOutWhatAnotherModeWouldHaveBlocked() {
    standing();
    task.in(Mode.UPSERT).dry(true).connected();
    String delete = task.delete("old1");
    task.settle();
    task.in(Mode.MIRROR).dry(false).connected();
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).containsEntry(delete, Outcome.APPLIED);
    assertThat(m1.store().byEmail("old1@x.cn")).isEmpty();
  }

  @Test
  void shouldPlanForAnAccountThatIsNotConnected() {
    task.dry(true);
    task.account(State.REGISTERED);
    task.upsert("k1", person("a@x.cn", ""));

    assertThat(plan().calls()).hasSize(1);
    assertThat(task.view().problem()).contains("connect it at token-service");
  }

  @Test
  void shouldShowTheFirstCallsOfMany() {
    task.dry(true).connected();
    for (int i = 0; i < 120; i++) {
      StringBuilder groups = new StringBuilder();
      for (int j = 0; j < 10; j++) {
        groups
            .append(j == 0 ? "\"" : ",\"")
            .append("G")
            .append(i)
            .append('-')
            .append(j)
            .append('"');
      }
      task.upsert("k" + i, person("p" + i + "@x.cn", "\"groups\":[" + groups + "]"));
    }
    task.pass(Duration.ofMinutes(3));
    CallPlan plan = plan();

    assertThat(plan.calls()).hasSize(1_000);
    assertThat(plan.callsLeftOut()).isEqualTo(200);
    assertThat(plan.sums()).containsExactly(new CallPlan.Sum("add", 1_200, 1_200));
  }
}

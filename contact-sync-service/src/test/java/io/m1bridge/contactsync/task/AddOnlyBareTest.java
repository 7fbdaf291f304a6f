package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In the mode add-only a contact with nothing but an address is ours where we added it. */
class AddOnlyBareTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).in(Mode.ADD_ONLY).connected();

  private List<String> groups() {
    return m1.store().byEmail("a@x.cn").orElseThrow().groups();
  }

  private void assertOurs() {
    String join = task.patch("k1", "{\"groups\":[\"客户\"]}");
    task.settle();
    assertThat(task.ends()).containsEntry(join, Outcome.APPLIED);
    assertThat(groups()).containsExactly("客户");
    String edit = task.patch("k1", "{\"city\":\"上海\"}");
    task.settle();
    assertThat(task.ends()).containsEntry(edit, Outcome.BLOCKED);
    assertThat(task.list.reasons()).containsOnly(entry("k1", "BLOCKED mode"));
    assertThat(m1.store().contacts()).hasSize(1);
  }

  @Test
  void shouldJoinWhomItAdded() {
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    assertOurs();
  }

  @Test
  void shouldKnowAfterARestart() {
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.die();
    task.connected();
    assertOurs();
  }

  @Test
  void shouldJoinWhomAnEarlierModeAdded() {
    task.in(Mode.MIRROR).connected();
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.in(Mode.ADD_ONLY).connected();
    assertOurs();
  }

  /** Nobody can tell whether that add put it there: nothing that it carried could be told. */
  @Test
  void shouldLeaveWhomAnAddOfUnknownOutcomeMayHaveLeft() {
    task.upsert("k0", person("z@x.cn", ""));
    task.settle();
    m1.nextAfterEffect(new M1Outcome.Unknown<>("time-out"));
    String add = task.upsert("k1", person("a@x.cn", ""));
    task.passInSteps(Duration.ofHours(2), Duration.ofSeconds(1));
    String join = task.patch("k1", "{\"groups\":[\"客户\"]}");
    task.settle();

    assertThat(task.ends())
        .containsEntry(add, Outcome.UNCHANGED)
        .containsEntry(join, Outcome.BLOCKED);
    assertThat(task.list.reasons()).containsOnly(entry("k1", "BLOCKED already-in-m1"));
    assertThat(groups()).isEmpty();
  }

  @Test
  void shouldLeaveWhomSomebodyElseAdded() {
    m1.store().put(Contact.of(Map.of(ContactField.EMAIL, "a@x.cn"), Map.of()));
    String bare = task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    String join = task.patch("k1", "{\"groups\":[\"客户\"]}");
    task.settle();

    assertThat(task.ends())
        .containsEntry(bare, Outcome.UNCHANGED)
        .containsEntry(join, Outcome.BLOCKED);
    assertThat(task.list.reasons()).containsOnly(entry("k1", "BLOCKED already-in-m1"));
    assertThat(groups()).isEmpty();
  }

  /** What it added and somebody deleted at M1 is not added again by itself, as any other. */
  @Test
  void shouldNotAddAgainByItselfWhomSomebodyDeletedAtM1() {
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.patch("k1", "{\"city\":\"上海\"}");
    task.settle();
    m1.store().remove("a@x.cn");
    task.command(Command.Action.RECONCILE);
    task.passInSteps(Duration.ofMinutes(15), Duration.ofSeconds(1));

    assertThat(m1.store().contacts()).isEmpty();
  }
}

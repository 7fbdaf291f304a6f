package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.Suppression.Reason;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Nothing adds an address again that is not to be mailed. */
class SuppressionTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).connected();

  @Test
  void shouldNotAddASuppressedAddress() {
    task.suppress("a@x.cn", Reason.UNSUBSCRIBED);
    String add = task.upsert("k1", person("A@x.cn", "\"city\":\"上海\""));
    task.settle();

    assertThat(m1.store().contacts()).isEmpty();
    assertThat(task.results())
        .singleElement()
        .satisfies(result -> assertThat(result.eventId()).isEqualTo(add))
        .satisfies(result -> assertThat(result.outcome()).isEqualTo(Outcome.BLOCKED))
        .extracting(SyncResult::reason)
        .asString()
        .contains("unsubscribed since", "m1bridge.contact-sync.suppressions")
        .doesNotContain("x.cn");
    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(task.keptOriginals()).isZero();
    assertThat(task.counts()).containsExactly(0, 0, 0);
  }

  @Test
  void shouldAddNobodyBeforeAllSuppressionsAreRead() {
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.mayAdd = false;
    String edit = task.patch("k1", "{\"city\":\"上海\"}");
    String add = task.upsert("k2", person("b@x.cn", ""));
    String unsubscribed = task.upsert("k3", person("c@x.cn", ""));
    task.settle();

    assertThat(task.ends()).containsEntry(edit, Outcome.APPLIED).doesNotContainKeys(add);

    task.suppress("c@x.cn", Reason.UNSUBSCRIBED);
    task.mayAdd = true;
    task.settle();

    assertThat(task.ends())
        .containsEntry(add, Outcome.APPLIED)
        .containsEntry(unsubscribed, Outcome.BLOCKED);
  }

  @Test
  void shouldAddItOnceItIsLifted() {
    task.suppress("a@x.cn", Reason.HARD_BOUNCED);
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    task.lift("a@x.cn");
    task.settle();

    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().get(ContactField.CITY)).hasValue("上海");
    assertThat(task.ends()).hasSize(1).containsValue(Outcome.BLOCKED);
  }

  @Test
  void shouldNotMoveAContactToASuppressedAddress() {
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.suppress("b@x.cn", Reason.COMPLAINED);
    String moved = task.upsert("k1", person("b@x.cn", ""));
    task.settle();

    assertThat(task.ends()).containsEntry(moved, Outcome.BLOCKED);
    assertThat(m1.store().byEmail("a@x.cn")).isPresent();
    assertThat(m1.store().byEmail("b@x.cn")).isEmpty();
  }

  @Test
  void shouldNotReAddWhoUnsubscribedAndWasDeleted() {
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.suppress("a@x.cn", Reason.UNSUBSCRIBED);
    task.delete("k1");
    task.pass(Duration.ofMinutes(1));
    String again = task.upsert("k1", person("a@x.cn", ""));
    task.settle();

    assertThat(task.ends()).containsEntry(again, Outcome.BLOCKED);
    assertThat(m1.store().contacts()).isEmpty();
  }

  @Test
  void shouldStillEditAndGroupWhoIsThere() {
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    task.suppress("a@x.cn", Reason.UNSUBSCRIBED);
    String edit = task.upsert("k1", person("a@x.cn", "\"city\":\"北京\",\"groups\":[\"客户\"]"));
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).containsEntry(edit, Outcome.APPLIED);
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().get(ContactField.CITY)).hasValue("北京");
  }

  @Test
  void shouldTakeBackAnAddThatWaits() {
    String add = task.upsert("k1", person("a@x.cn", ""));
    task.suppress("a@x.cn", Reason.UNSUBSCRIBED);
    task.settle();

    assertThat(task.ends()).containsEntry(add, Outcome.BLOCKED);
    assertThat(m1.store().byEmail("a@x.cn")).isEmpty();
  }

  @Test
  void shouldKnowThemAfterADeath() {
    task.suppress("a@x.cn", Reason.UNSUBSCRIBED);
    task.die();
    task.connected();
    String add = task.upsert("k1", person("a@x.cn", ""));
    task.settle();

    assertThat(task.ends()).containsEntry(add, Outcome.BLOCKED);
  }
}

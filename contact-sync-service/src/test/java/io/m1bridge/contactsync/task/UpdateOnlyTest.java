package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** In the mode update-only only those are written that M1 acknowledged before. */
class UpdateOnlyTest {

  private static final String NOT_KNOWN =
      "The mode of this account is update-only: M1 is not known to have a contact under this"
          + " address, and none is added";

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).connected();

  /** Two contacts that stand in M1; from then on only those are written. */
  private void known() {
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.upsert("k2", person("b@x.cn", "\"city\":\"上海\""));
    task.settle();
    task.in(Mode.UPDATE_ONLY).connected();
    task.results();
  }

  private SyncResult result(String event) {
    return task.results().stream()
        .filter(result -> result.eventId().equals(event))
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  private String city(String email) {
    return m1.store().byEmail(email).orElseThrow().get(ContactField.CITY).orElse("");
  }

  @Test
  void shouldEditWhomM1Acknowledged() {
    known();
    String edit = task.patch("k1", "{\"city\":\"北京\"}");
    String joins = task.upsert("k2", person("b@x.cn", "\"groups\":[\"客户\"]"));
    task.settle();

    assertThat(task.ends())
        .containsEntry(edit, Outcome.APPLIED)
        .containsEntry(joins, Outcome.APPLIED);
    assertThat(city("a@x.cn")).isEqualTo("北京");
    assertThat(m1.store().byEmail("b@x.cn").orElseThrow().groups()).containsExactly("客户");
    assertThat(m1.store().contacts()).hasSize(2);
  }

  @Test
  void shouldAddNobody() {
    known();
    String add = task.upsert("k3", person("c@x.cn", "\"city\":\"北京\",\"groups\":[\"客户\"]"));
    task.settle();

    assertThat(m1.store().byEmail("c@x.cn")).isEmpty();
    SyncResult result = result(add);
    assertThat(result.outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(result.operation()).isEqualTo(SyncResult.Operation.NONE);
    assertThat(result.reason()).isEqualTo(NOT_KNOWN);
    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(task.keptOriginals()).isZero();
    assertThat(task.counts()).containsExactly(0, 0, 0);
  }

  @Test
  void shouldDeleteNobodyAndTakeUpWhoComesAgain() {
    known();
    String delete = task.delete("k1");
    task.settle();
    String again = task.upsert("k1", person("A@x.cn", "\"city\":\"北京\""));
    task.settle();

    assertThat(task.ends())
        .containsEntry(delete, Outcome.BLOCKED)
        .containsEntry(again, Outcome.APPLIED);
    assertThat(city("a@x.cn")).isEqualTo("北京");
    assertThat(m1.store().contacts()).hasSize(2);
  }

  @Test
  void shouldNotMoveAContactToAnotherAddress() {
    known();
    String moved = task.upsert("k1", person("c@x.cn", "\"city\":\"北京\""));
    task.settle();
    assertThat(result(moved).reason()).isEqualTo(NOT_KNOWN);
    String back = task.upsert("k1", person("a@x.cn", "\"city\":\"广州\""));
    task.settle();

    assertThat(task.ends()).containsEntry(back, Outcome.APPLIED);
    assertThat(m1.store().byEmail("c@x.cn")).isEmpty();
    assertThat(city("a@x.cn")).isEqualTo("广州");
  }

  @Test
  void shouldKnowWhereContactsStandThatWantedToSwap() {
    known();
    String first = task.upsert("k1", person("b@x.cn", ""));
    String second = task.upsert("k2", person("a@x.cn", ""));
    task.settle();
    assertThat(task.ends())
        .containsEntry(first, Outcome.BLOCKED)
        .containsEntry(second, Outcome.BLOCKED);
    task.upsert("k2", person("b@x.cn", "\"city\":\"广州\""));
    task.upsert("k1", person("a@x.cn", "\"city\":\"北京\""));
    task.settle();

    assertThat(city("a@x.cn")).isEqualTo("北京");
    assertThat(city("b@x.cn")).isEqualTo("广州");
  }

  @Test
  void shouldNotWaitForAnAddressThatIsNotGiven() {
    known();
    String second = task.upsert("k3", person("a@x.cn", "\"city\":\"北京\""));
    task.settle();

    assertThat(task.ends()).containsEntry(second, Outcome.BLOCKED);
    assertThat(task.counts()).containsExactly(0, 0, 0);
    task.in(Mode.MIRROR).connected();
    task.upsert("k3", person("a@x.cn", "\"city\":\"广州\""));
    task.settle();

    assertThat(task.counts()).as("the address is still another's").containsExactly(0, 1, 0);
    assertThat(city("a@x.cn")).isEqualTo("上海");
  }

  @Test
  void shouldBlockAddsThatWaitedWhenTheModeChanged() {
    task.command(Command.Action.PAUSE);
    String add = task.upsert("k1", person("a@x.cn", ""));
    String join = task.upsert("k2", person("b@x.cn", "\"groups\":[\"客户\"]"));
    task.settle();
    task.in(Mode.UPDATE_ONLY).connected();
    task.command(Command.Action.RESUME);
    task.settle();

    assertThat(task.ends())
        .containsEntry(add, Outcome.BLOCKED)
        .containsEntry(join, Outcome.BLOCKED);
    assertThat(m1.calls(M1Call.AddContacts.class)).isEmpty();
  }

  @Test
  void shouldBlockAnAddThatWasInDoubtWhenTheModeChanged() {
    m1.next(new M1Outcome.Unknown<>("time-out"));
    String add = task.upsert("k1", person("a@x.cn", ""));
    task.pass(Duration.ofSeconds(1));
    task.in(Mode.UPDATE_ONLY).connected();
    task.pass(Duration.ofMinutes(2));

    assertThat(task.ends()).containsEntry(add, Outcome.BLOCKED);
    assertThat(m1.calls(M1Call.AddContacts.class)).hasSize(1);
  }

  @Test
  void shouldTakeUpWhatWasBlockedWithTheNextChangeUnderAnotherMode() {
    known();
    task.upsert("k3", person("c@x.cn", "\"city\":\"北京\""));
    task.settle();
    task.in(Mode.UPSERT).connected();
    task.settle();
    assertThat(m1.store().byEmail("c@x.cn")).as("settled changes stay settled").isEmpty();
    String patch = task.patch("k3", "{\"fullName\":\"李伟\"}");
    task.settle();

    assertThat(task.ends()).containsEntry(patch, Outcome.APPLIED);
    assertThat(city("c@x.cn")).isEqualTo("北京");
  }
}

package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The latest that a call can land: it begins when its permit has hardly a second left, its caller
 * sends the last of it when it is about to give up, and the network keeps that for a minute.
 */
class LateLandingTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  /** Until the caller would give up, and from there to M1. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(20 + 60);

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1);

  @BeforeEach
  void connect() {
    task.connected();
  }

  @Test
  void shouldNotLetALateAddWin() {
    String first = task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    sendLate(M1Call.AddContacts.class);
    String second = task.patch("k1", "{\"city\":\"北京\"}");

    task.pass(LONG);

    assertThat(city()).isEqualTo("北京");
    assertThat(m1.store().contacts()).hasSize(1);
    assertThat(task.ends()).containsEntry(first, Outcome.COALESCED);
    assertThat(task.ends()).containsEntry(second, Outcome.APPLIED);
  }

  @Test
  void shouldNotLetALateEditWin() {
    task.upsert("k1", person("a@x.cn", "\"city\":\"广州\""));
    task.settle();
    task.patch("k1", "{\"city\":\"上海\"}");
    sendLate(M1Call.EditContacts.class);
    task.patch("k1", "{\"city\":\"北京\"}");

    task.pass(LONG);

    assertThat(city()).isEqualTo("北京");
  }

  @Test
  void shouldNotLetALateAddBringBackWhoWasDeleted() {
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    sendLate(M1Call.AddContacts.class);
    String delete = task.delete("k1");

    task.pass(LONG);

    assertThat(m1.store().contacts()).isEmpty();
    assertThat(task.ends()).containsEntry(delete, Outcome.APPLIED);
  }

  /** Whoever is to be deleted joins a group first, which is an add. */
  @Test
  void shouldNotLetALateMarkBringBackWhoWasDeleted() {
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    String delete = task.delete("k1");
    sendLate(M1Call.AddContacts.class);

    task.pass(LONG);

    assertThat(m1.store().contacts()).isEmpty();
    assertThat(task.ends()).containsEntry(delete, Outcome.APPLIED);
  }

  /** It lands on whoever has that id then. */
  @Test
  void shouldNotLetALateDeleteTakeWhoCameBack() {
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();
    task.command(Command.Action.RECONCILE);
    task.settle();
    task.delete("k1");
    sendLate(M1Call.DeleteContacts.class);
    task.upsert("k1", person("a@x.cn", "\"city\":\"北京\""));

    task.pass(LONG);

    assertThat(city()).isEqualTo("北京");
  }

  /** The newer call is made as soon as the older one can no longer land, and not before. */
  @Test
  void shouldHoldNothingBackForLonger() {
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.stopCommitting();
    task.pass(TaskHarness.TICK);
    m1.delay(ON_ITS_WAY, task.clock).hold();
    task.commitAgain();
    task.pass(TaskHarness.TICK);
    task.die();
    m1.onTime().release();
    task.patch("k1", "{\"city\":\"北京\"}");

    task.pass(TaskHarness.IN_DOUBT_FOR.minus(Duration.ofSeconds(1)));
    assertThat(m1.calls(M1Call.AddContacts.class)).hasSize(1);

    task.pass(Duration.ofSeconds(2));
    assertThat(m1.calls(M1Call.AddContacts.class)).hasSize(2);
  }

  private void sendLate(Class<? extends M1Call<?>> kind) {
    int before = m1.calls(kind).size();
    task.stopCommitting();
    task.pass(Duration.ofSeconds(29));
    m1.delay(ON_ITS_WAY, task.clock).hold();
    task.commitAgain();
    task.pass(Duration.ofMillis(300));
    task.die();
    m1.onTime().release();
    assertThat(m1.calls(kind)).as("sent, and on its way").hasSize(before + 1);
  }

  private String city() {
    return m1.store().byEmail("a@x.cn").orElseThrow().get(ContactField.CITY).orElse("");
  }
}

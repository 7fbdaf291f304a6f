package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.AccountDescriptor.State;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.M1Call;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another M1 account behind the id: nothing goes there that speaks of the old one. */
class IncarnationTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).connected();

  @Test
  void shouldMakeNoCallBeforeTheResetAndThenAddEverythingAnew() {
    for (int i = 0; i < 1_200; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", "\"city\":\"上海\""));
    }
    task.settle();
    m1.store().contacts().keySet().forEach(this::forget);
    int before = m1.calls().size();
    task.account(State.AUTHORIZED, 2);
    String edited = task.patch("k1", "{\"city\":\"北京\"}");
    task.delete("k2");

    task.pass(Duration.ofMinutes(2));
    assertThat(m1.calls()).hasSize(before);
    assertThat(task.view().problem()).contains("reset-incarnation");
    assertThat(task.view().otherIncarnation()).isTrue();
    task.die();
    task.pass(Duration.ofMinutes(2));
    assertThat(m1.calls()).hasSize(before);

    task.command(Command.Action.RESET_INCARNATION);
    task.pass(Duration.ofSeconds(30));

    assertThat(m1.store().contacts()).hasSize(1_199);
    assertThat(task.ends()).containsEntry(edited, Outcome.APPLIED).hasSize(1_202);
    assertThat(task.view().problem()).isNull();
    assertThat(task.view().otherIncarnation()).isFalse();
  }

  /** token-service hands out the new account's token before the task reads of it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void shouldMakeNoCallWithTheTokenOfAnotherAccount(int callsBefore) {
    for (int i = 0; i < 20; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", "\"city\":\"上海\""));
    }
    task.settle();
    int settled = m1.calls().size();
    task.upsert("new", person("new@x.cn", "\"city\":\"上海\""));
    task.patch("k1", "{\"city\":\"北京\"}");
    task.delete("k2");
    for (int ticks = 0; m1.calls().size() < settled + callsBefore && ticks < 600; ticks++) {
      task.pass(Duration.ofMillis(100));
    }
    task.tokenOf(2);
    int before = m1.calls().size();

    task.pass(Duration.ofMinutes(2));
    assertThat(m1.calls()).hasSize(before);
    task.account(State.AUTHORIZED, 2);
    task.pass(Duration.ofMinutes(2));
    assertThat(m1.calls()).hasSize(before);

    m1.store().contacts().keySet().forEach(this::forget);
    task.command(Command.Action.RESET_INCARNATION);
    task.pass(Duration.ofMinutes(3));
    assertThat(m1.store().contacts()).hasSize(20);
    assertThat(task.ends()).hasSize(23);
  }

  /** Removed at token-service and declared anew, its incarnations begin at 1 again. */
  @Test
  void shouldMakeNoCallAtAnotherAccountThatWasDeclaredInThePlaceOfARemovedOne() {
    int before = removedWithChangesWaiting("720001");

    task.account(State.REGISTERED, 1);
    task.account(State.AUTHORIZED, 1, "720002");
    task.pass(Duration.ofMinutes(2));
    task.die();
    task.pass(Duration.ofMinutes(2));

    assertThat(m1.calls()).hasSize(before);
    assertThat(task.view().problem()).contains("Another M1 account", "reset-incarnation");
    m1.store().contacts().keySet().forEach(this::forget);
    task.command(Command.Action.RESET_INCARNATION);
    task.pass(Duration.ofMinutes(3));
    assertThat(m1.store().contacts()).hasSize(19);
    assertThat(task.view().problem()).isNull();
  }

  @Test
  void shouldGoOnWhereTheSameM1AccountWasDeclaredAnew() {
    int before = removedWithChangesWaiting("720001");

    task.account(State.REGISTERED, 1);
    task.pass(Duration.ofMinutes(2));
    assertThat(m1.calls()).hasSize(before);
    assertThat(task.view().problem()).contains("removed", "connect");
    task.account(State.AUTHORIZED, 1, "720001");
    task.pass(Duration.ofMinutes(2));

    assertThat(m1.store().contacts()).hasSize(19);
    assertThat(task.view().problem()).isNull();
  }

  @Test
  void shouldStandStillWhereNothingTellsWhetherItIsTheSame() {
    int before = removedWithChangesWaiting(null);

    task.account(State.AUTHORIZED, 1);
    task.pass(Duration.ofMinutes(2));

    assertThat(m1.calls()).hasSize(before);
    assertThat(task.view().problem()).contains("reset-incarnation");
  }

  /**
   * token-service's state was lost: it counts incarnations from 1 again, and nothing was removed.
   */
  @Test
  void shouldTellAnAccountByM1sNumberRatherThanByItsIncarnation() {
    task.account(State.AUTHORIZED, 3, "720001");
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();

    task.account(State.AUTHORIZED, 1, "720001");
    assertThat(task.view().otherIncarnation()).isFalse();
    task.account(State.AUTHORIZED, 1, "720002");
    assertThat(task.view().otherIncarnation()).isTrue();
  }

  /** Returns how many calls were made before. */
  private int removedWithChangesWaiting(@Nullable String number) {
    task.account(State.AUTHORIZED, 1, number);
    for (int i = 0; i < 20; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", "\"city\":\"上海\""));
    }
    task.settle();
    task.accountRemoved();
    task.patch("k1", "{\"city\":\"北京\"}");
    task.delete("k2");
    task.pass(Duration.ofMinutes(2));
    return m1.calls().size();
  }

  private void forget(long id) {
    m1.send(TaskHarness.ACCOUNT, new AccessToken("token"), new M1Call.DeleteContacts(List.of(id)));
  }
}

package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.forget.Forget.AtM1;
import io.m1bridge.contactsync.result.Outbound;
import io.m1bridge.contracts.AccountDescriptor.State;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.M1Call;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Forgetting under modes, guards, dry runs and accounts that are away. */
class ForgetRulesTest extends ForgetWorld {

  @ParameterizedTest
  @EnumSource(names = {"UPSERT", "UPDATE_ONLY", "ADD_ONLY"})
  void shouldDeleteWhereTheModeDeletesNothing(Mode mode) {
    synced();
    task.in(mode).connected();
    String kept = task.delete("other");
    task.forget(KEY);
    task.settle();

    assertForgotten(AtM1.DELETED);
    assertThat(task.ends()).containsEntry(kept, Outcome.BLOCKED);
    assertThat(m1.store().byEmail("other@x.cn")).isPresent();
  }

  @ParameterizedTest
  @EnumSource(names = {"UPSERT", "UPDATE_ONLY", "ADD_ONLY"})
  void shouldDeleteWhatAModeLeftInM1(Mode mode) {
    synced();
    task.in(mode).connected();
    task.delete(KEY);
    task.settle();
    // The address is for the next to take, so no pass tells that the row was this contact's.
    task.command(Command.Action.RECONCILE);
    task.passInSteps(Duration.ofMinutes(30), Duration.ofSeconds(1));
    assertThat(m1.store().byEmail(EMAIL)).isPresent();
    task.forget(KEY);
    task.settle();

    assertForgotten(AtM1.DELETED);
  }

  @Test
  void shouldSayThatAnotherContactKeepsTheAddress() {
    synced();
    task.in(Mode.UPSERT).connected();
    task.delete(KEY);
    task.upsert("second", person(EMAIL, ""));
    task.settle();
    task.forget(KEY);
    task.pass(Duration.ofMinutes(1));

    assertThat(task.forgotten(KEY).orElseThrow().isDone()).isTrue();
    assertThat(atM1()).isEqualTo(AtM1.KEPT_FOR_ANOTHER);
    assertThat(m1.store().byEmail(EMAIL)).isPresent();
    assertThat(task.recordsWith(KEY)).isEmpty();

    task.forget("second");
    task.pass(Duration.ofMinutes(1));
    assertThat(m1.store().byEmail(EMAIL)).isEmpty();
    assertThat(task.recordsWith(EMAIL)).isEmpty();
  }

  @Test
  void shouldWaitForItsAccountForAsLongAsThatTakes() {
    synced();
    task.account(State.NEEDS_AUTHORIZATION);
    task.forget(KEY);
    task.passInSteps(Duration.ofDays(31), Duration.ofMinutes(10));
    assertThat(atM1()).isEqualTo(AtM1.WAITING);
    task.connected().pass(Duration.ofMinutes(1));

    assertForgotten(AtM1.DELETED);
  }

  @Test
  void shouldSettleWhatTheCrmMakesAnewByTheMode() {
    synced();
    task.in(Mode.UPDATE_ONLY).connected();
    cloud.filter =
        call -> call instanceof M1Call.DeleteContacts ? Optional.of(busy()) : Optional.empty();
    task.forget(KEY);
    task.pass(SENT_AFTER);
    assertThat(task.forgotten(KEY).orElseThrow().isDone()).isFalse();
    String anew = task.upsert(KEY, person(EMAIL, ""));
    cloud.filter = call -> Optional.empty();
    task.pass(Duration.ofMinutes(5));

    assertThat(atM1()).isEqualTo(AtM1.DELETED);
    assertThat(task.ends()).containsEntry(anew, Outcome.BLOCKED);
    assertThat(m1.store().byEmail(EMAIL)).as("update-only adds nothing").isEmpty();
  }

  @Test
  void shouldNotWaitForTheGuardNorCountThere() {
    task.guarded(10, 0.2).connected();
    for (int i = 0; i < 100; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
    task.upsert(KEY, person(EMAIL, ""));
    task.settle();
    for (int i = 0; i < 60; i++) {
      task.delete("k" + i);
    }
    task.settle();
    assertThat(task.view().heldDeletes()).isEqualTo(60);
    task.forget(KEY);
    task.pass(Duration.ofMinutes(1));

    assertThat(m1.store().contacts()).hasSize(100);
    assertThat(task.view().heldDeletes()).isEqualTo(60);
    assertThat(atM1()).isEqualTo(AtM1.DELETED);
    task.command(Command.Action.REJECT);
    for (int i = 60; i < 100; i++) {
      task.forget("k" + i);
    }
    task.pass(Duration.ofMinutes(1));
    assertThat(m1.store().contacts()).hasSize(60);
    task.delete("k0");
    task.pass(Duration.ofMinutes(1));
    assertThat(m1.store().contacts()).as("forgotten ones do not count").hasSize(59);
  }

  @Test
  void shouldWaitInADryRun() {
    synced();
    task.dry(true).connected();
    int calls = m1.calls().size();
    task.forget(KEY);
    task.pass(Duration.ofMinutes(1));
    assertThat(m1.calls()).hasSize(calls);
    assertThat(task.forgotten(KEY).orElseThrow().isDone()).isFalse();
    task.dry(false).connected().pass(Duration.ofMinutes(1));

    assertForgotten(AtM1.DELETED);
  }

  @Test
  void shouldNotClaimADeleteInAnAccountThatIsOutOfReach() {
    synced();
    task.account(State.AUTHORIZED, 2);
    task.forget(KEY);
    task.settle();
    assertThat(atM1()).isEqualTo(AtM1.WAITING);
    task.command(Command.Action.RESET_INCARNATION);
    task.settle();

    assertThat(task.forgotten(KEY).orElseThrow().isDone()).isTrue();
    assertThat(atM1()).isEqualTo(AtM1.OUT_OF_REACH);
    assertThat(task.recordsWith(EMAIL)).isEmpty();
  }

  @Test
  void shouldBeatWhileSomebodyWasForgottenAndThenForgetThatToo() {
    synced();
    task.passInSteps(Duration.ofHours(3), Duration.ofSeconds(10));
    assertThat(task.beats()).as("nobody was").isEmpty();
    task.forget(KEY);
    task.passInSteps(Duration.ofMinutes(150), Duration.ofSeconds(10));

    assertThat(task.beats())
        .containsEntry(Outbound.To.ROUTED, 3)
        .containsEntry(Outbound.To.UNDELIVERED, 3 * 24);
    task.with("forget.remember", "3h").connected();
    task.passInSteps(Duration.ofHours(2), Duration.ofSeconds(10));
    assertThat(task.forgotten(KEY)).isEmpty();
    assertThat(task.recordsWith("forget/")).isEmpty();
    int last = task.beats().get(Outbound.To.ROUTED);
    task.passInSteps(Duration.ofHours(3), Duration.ofSeconds(10));
    assertThat(task.beats()).containsEntry(Outbound.To.ROUTED, last);
  }

  @Test
  void shouldLogNothingToDoWithoutAContact() {
    synced();
    task.forget(" ");
    task.settle();
    assertThat(m1.store().contacts()).hasSize(2);
  }
}

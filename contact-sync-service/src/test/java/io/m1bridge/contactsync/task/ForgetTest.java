package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.forget.Forget;
import io.m1bridge.contactsync.forget.Forget.AtM1;
import io.m1bridge.contracts.AccountDescriptor.State;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person is forgotten, wherever the contact is on its way. */
class ForgetTest extends ForgetWorld {

  @Test
  void shouldForgetWhoStandsInM1() {
    synced();
    Instant asked = task.clock.instant();
    task.forget(KEY);
    Forget before = task.forgotten(KEY).orElseThrow();
    assertThat(before.contact()).isEqualTo(KEY);
    assertThat(before.isDone()).isFalse();
    task.settle();

    assertForgotten(AtM1.DELETED);
    Forget forget = task.forgotten(KEY).orElseThrow();
    assertThat(forget.by()).isEqualTo("test");
    assertThat(forget.askedAt()).isEqualTo(asked);
    assertThat(forget.contact()).isNull();
    assertThat(m1.store().byEmail("other@x.cn")).isPresent();
  }

  @Test
  void shouldLeaveNoKeyInThePassThatLookedAtItLast() {
    task.connected();
    task.upsert(KEY, person(EMAIL, ""));
    task.settle();
    task.command(Command.Action.RECONCILE);
    task.pass(Duration.ofMinutes(5));
    task.forget(KEY);
    task.settle();

    assertForgotten(AtM1.DELETED);
  }

  @Test
  void shouldEndWhatIsQueued() {
    task.account(State.AUTHORIZED);
    String made = task.upsert(KEY, person(EMAIL, ""));
    task.settle();
    task.forget(KEY);
    task.access.grantAlways(TaskHarness.ACCOUNT);
    task.settle();

    assertForgotten(AtM1.NOT_KNOWN);
    assertThat(task.ends()).containsEntry(made, Outcome.BLOCKED);
    assertThat(m1.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldForgetWhoIsInFlight(boolean dies) {
    task.connected();
    m1.hold();
    String carried = task.upsert(KEY, person(EMAIL, ""));
    task.settle();
    String waiting = task.patch(KEY, "{\"city\":\"北京\"}");
    task.forget(KEY);
    assertThat(task.ends())
        .containsEntry(carried, Outcome.BLOCKED)
        .containsEntry(waiting, Outcome.BLOCKED);
    task.settle();
    assertThat(task.forgotten(KEY).orElseThrow().isDone()).isFalse();
    if (dies) {
      task.die();
    }
    m1.release();
    task.connected().pass(Duration.ofMinutes(3));

    assertForgotten(AtM1.DELETED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldForgetWhoIsInDoubt(boolean landed) {
    task.connected();
    M1Outcome<?> lost = new M1Outcome.Unknown<>("time-out");
    if (landed) {
      m1.nextAfterEffect(lost);
    } else {
      m1.next(lost);
    }
    task.upsert(KEY, person(EMAIL, ""));
    task.settle();
    assertThat(task.counts()).as("in doubt").containsExactly(0, 0, 1);
    task.forget(KEY);
    task.settle();
    assertThat(task.forgotten(KEY).orElseThrow().isDone()).as("it may land yet").isFalse();
    task.pass(Duration.ofMinutes(3));

    assertForgotten(AtM1.DELETED);
  }

  @Test
  void shouldForgetWhoWaitsForAnAddressAndLeaveItsHolderAlone() {
    task.connected();
    task.upsert("holder", person(EMAIL, ""));
    task.settle();
    String parked = task.upsert(KEY, person(EMAIL, "\"city\":\"上海\""));
    task.settle();
    task.forget(KEY);
    task.settle();

    assertThat(task.ends()).containsEntry(parked, Outcome.BLOCKED);
    assertThat(task.recordsWith(KEY)).isEmpty();
    assertThat(atM1()).isEqualTo(AtM1.NOT_KNOWN);
    assertThat(m1.store().byEmail(EMAIL)).isPresent();

    task.forget("holder");
    task.settle();
    assertThat(m1.store().byEmail(EMAIL)).isEmpty();
    assertThat(task.recordsWith(EMAIL)).isEmpty();
  }

  @Test
  void shouldForgetWhoWasRejected() {
    refuse();
    task.connected();
    String rejected = task.upsert(KEY, person(EMAIL, ""));
    task.settle();
    assertThat(task.ends()).containsEntry(rejected, Outcome.REJECTED);
    task.forget(KEY);
    task.settle();

    assertThat(atM1()).isEqualTo(AtM1.NOT_KNOWN);
    assertThat(task.recordsWith(EMAIL)).isEmpty();
    assertThat(task.recordsWith(KEY)).isEmpty();
    assertThat(task.list.byContact()).isEmpty();
  }

  @Test
  void shouldForgetWhomM1RefusesAfterTheOrder() {
    task.connected();
    m1.next(refused());
    m1.hold();
    task.upsert(KEY, person(EMAIL, ""));
    task.settle();
    task.forget(KEY);
    m1.release();
    task.pass(Duration.ofMinutes(2));

    assertForgotten(AtM1.NOT_KNOWN);
  }

  @Test
  void shouldForgetWhoWasNeverHeardOf() {
    task.connected();
    task.forget(KEY);
    task.settle();

    assertForgotten(AtM1.NOT_KNOWN);
    assertThat(m1.calls()).isEmpty();
  }

  @Test
  void shouldForgetAChangeThatCouldNotBeRead() {
    task.connected();
    task.upsert(KEY, person("no address", ""));
    task.settle();
    assertThat(task.list.byContact()).containsKey(KEY);
    task.forget(KEY);
    task.settle();

    assertThat(task.list.byContact()).isEmpty();
    assertThat(task.recordsWith(KEY)).isEmpty();
    assertThat(atM1()).isEqualTo(AtM1.NOT_KNOWN);
  }

  @Test
  void shouldGoOnAfterADeathWhereverItIs() {
    for (int ticks = 0; ticks < 30; ticks++) {
      task.connected();
      task.upsert(KEY, person(EMAIL, ""));
      task.pass(Duration.ofMinutes(1));
      task.forget(KEY);
      task.pass(Duration.ofMillis(100L * ticks));
      task.die();
      task.connected().pass(Duration.ofMinutes(3));
      assertForgotten(AtM1.DELETED);
    }
  }

  @Test
  void shouldTakeWhatTheCrmSendsLaterAsANewContact() {
    synced();
    task.forget(KEY);
    task.pass(SENT_AFTER);
    String anew = task.upsert(KEY, person(EMAIL, "\"notes\":\"new\""));
    task.settle();

    assertThat(task.ends()).containsEntry(anew, Outcome.APPLIED);
    assertThat(m1.store().byEmail(EMAIL).orElseThrow().groups()).isEmpty();
    assertThat(task.forgotten(KEY).orElseThrow().isDone()).isTrue();

    task.forget(KEY);
    assertThat(task.forgotten(KEY).orElseThrow().isDone()).as("asked again").isFalse();
    task.settle();
    assertForgotten(AtM1.DELETED);
  }

  @Test
  void shouldBeTriedAgainWhereM1DidNotShowIt() {
    synced();
    cloud.filter =
        call -> call instanceof M1Call.DeleteContacts ? Optional.of(refused()) : Optional.empty();
    task.forget(KEY);
    task.forget(KEY);
    task.passInSteps(Duration.ofMinutes(30), Duration.ofSeconds(1));
    assertThat(task.forgotten(KEY).orElseThrow().isDone()).isFalse();
    assertThat(atM1()).isEqualTo(AtM1.WAITING);
    assertThat(task.list.reasons()).containsEntry(KEY, "REJECTED delete-refused");
    cloud.filter = call -> Optional.empty();
    task.forget(KEY);
    task.pass(Duration.ofMinutes(1));

    assertForgotten(AtM1.DELETED);
  }
}

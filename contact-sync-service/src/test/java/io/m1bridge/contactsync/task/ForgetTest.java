package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.forget.Forget;
import io.m1bridge.contactsync.forget.Forget.AtM1;
import io.m1bridge.contactsync.result.Outbound;
import io.m1bridge.contracts.AccountDescriptor.State;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A person is forgotten, wherever the contact is on its way. */
class ForgetTest {

  private static final String EMAIL = "wang@x.cn";
  private static final String KEY = "crm-4711";

  /** What is sent so much later was sent after the order, however far clocks are apart. */
  private static final Duration SENT_AFTER = TaskSettings.CLOCK_MARGIN.plusMillis(100);

  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 cloud = new FilteredM1(m1);
  private final TaskHarness task = new TaskHarness(cloud);

  private void synced() {
    task.connected();
    task.upsert(KEY, person(EMAIL, "\"city\":\"上海\",\"groups\":[\"VIP\"]"));
    task.upsert("other", person("other@x.cn", ""));
    task.settle();
    assertThat(m1.store().byEmail(EMAIL)).isPresent();
  }

  private AtM1 atM1() {
    return task.forgotten(KEY).orElseThrow().atM1();
  }

  private void assertForgotten(AtM1 how) {
    Forget forget = task.forgotten(KEY).orElseThrow();
    assertThat(forget.goneAt()).isNotNull();
    assertThat(forget.atM1()).isEqualTo(how);
    assertThat(m1.store().byEmail(EMAIL)).isEmpty();
    assertThat(task.recordsWith(EMAIL)).as("records with the address").isEmpty();
    assertThat(task.recordsWith(KEY)).as("records with the key").isEmpty();
    assertThat(task.list.byContact()).doesNotContainKey(KEY);
    assertThat(task.promise().unsettled()).isZero();
    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(task.keptOriginals()).isZero();
    assertThat(task.counts()).containsExactly(0, 0, 0);
  }

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

  private static M1Outcome<?> refused() {
    return new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "");
  }

  private static M1Outcome<?> busy() {
    return new M1Outcome.Throttled<>();
  }

  private void refuse() {
    cloud.filter =
        call -> FilteredM1.carries(call, EMAIL) ? Optional.of(refused()) : Optional.empty();
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

  @ParameterizedTest
  @EnumSource(names = {"UPSERT", "UPDATE_ONLY"})
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

  @Test
  void shouldDeleteWhatAModeLeftInM1() {
    synced();
    task.in(Mode.UPSERT).connected();
    task.delete(KEY);
    task.settle();
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

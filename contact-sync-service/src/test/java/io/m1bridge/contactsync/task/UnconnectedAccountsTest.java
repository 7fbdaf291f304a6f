package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contracts.AccountDescriptor.State;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes for an account that nobody connects wait visibly, for so long, and lose nothing. */
class UnconnectedAccountsTest {

  private static final Duration MONTH = Duration.ofDays(30);

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1);

  @ParameterizedTest
  @CsvSource({
    ", account-unknown",
    "REGISTERED, account-not-connected",
    "NEEDS_AUTHORIZATION, account-not-connected"
  })
  void shouldGiveUpAfterAMonthAndSendAllTheSameOnceConnected(State state, String reason) {
    if (state != null) {
      task.account(state);
    }
    for (int i = 0; i < 450; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", "\"city\":\"上海\""));
    }
    task.passInSteps(MONTH.minusHours(1), Duration.ofHours(12));
    assertThat(task.ends()).isEmpty();
    String late = task.upsert("late", person("late@x.cn", ""));

    task.passInSteps(Duration.ofHours(2), Duration.ofMinutes(10));
    assertThat(task.ends())
        .hasSize(450)
        .doesNotContainKey(late)
        .containsEntry("e0", Outcome.REJECTED);
    assertThat(task.deadLetterReasons()).hasSize(450).containsOnly(reason);
    assertThat(task.list.reasons()).containsEntry("k1", "REJECTED " + reason);
    task.die();

    task.connected().pass(Duration.ofMinutes(2));
    assertThat(m1.store().contacts()).hasSize(451);
    assertThat(task.list.byContact()).isEmpty();
    assertThat(task.ends()).hasSize(451);
  }

  @Test
  void shouldGiveUpWhoWaitsForListsAsWell() {
    FilteredM1 silent = new FilteredM1(m1);
    TaskHarness other = KeyedWorld.by(new TaskHarness(silent), Identity.MOBILE).connected();
    silent.filter =
        call ->
            call instanceof M1Call.ListContacts
                ? Optional.of(new M1Outcome.Unexplained<>(Optional.empty(), "?"))
                : Optional.empty();
    for (int i = 100; i < 600; i++) {
      other.upsert("k" + i, "{\"mobilePhone\":\"13800000" + i + "\"}");
    }
    other.passInSteps(Duration.ofMinutes(1), Duration.ofSeconds(1));
    assertThat(other.list.reasons().values()).containsOnly("WAITING list-awaited").hasSize(500);
    other.account(State.NEEDS_AUTHORIZATION);
    other.passInSteps(MONTH.minusHours(1), Duration.ofHours(12));
    other.upsert("k999", "{\"mobilePhone\":\"13800000999\"}");
    assertThat(other.ends()).isEmpty();
    other.passInSteps(Duration.ofHours(2), Duration.ofMinutes(10));

    assertThat(other.deadLetterReasons()).hasSize(500).containsOnly("account-not-connected");
  }

  @Test
  void shouldLeaveWhatM1RefusedWhenTheAccountIsConnectedAgain() {
    FilteredM1 refusing = new FilteredM1(m1);
    TaskHarness other = new TaskHarness(refusing).connected();
    refusing.filter = call -> Optional.of(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""));
    String refused = other.upsert("k1", person("a@x.cn", ""));
    other.settle();
    int calls = refusing.calls;
    other.account(State.NEEDS_AUTHORIZATION);
    other.pass(Duration.ofMinutes(1));
    other.connected().pass(Duration.ofMinutes(2));

    assertThat(other.ends()).isEqualTo(Map.of(refused, Outcome.REJECTED));
    assertThat(refusing.calls).isEqualTo(calls);
  }

  @Test
  void shouldWaitForASuspendedAccount() {
    task.account(State.SUSPENDED);
    task.upsert("k1", person("a@x.cn", ""));
    task.passInSteps(MONTH.multipliedBy(2), Duration.ofHours(12));

    assertThat(task.ends()).isEmpty();
  }
}

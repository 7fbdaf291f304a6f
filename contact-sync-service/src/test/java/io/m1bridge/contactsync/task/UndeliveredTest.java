package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.Suppression.Reason;
import io.m1bridge.contracts.Undelivered;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is accepted and not in M1 is listed with its reason, and leaves the list when it is. */
class UndeliveredTest {

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1);

  @Test
  void shouldNotListWhatIsDeliveredSoon() {
    task.connected();
    for (int i = 0; i < 100; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", "\"city\":\"上海\""));
    }
    task.settle();

    assertThat(m1.store().contacts()).hasSize(100);
    assertThat(task.list.records()).isZero();
  }

  @Test
  void shouldListWhatWaitsForAMinute() {
    Instant sent = task.clock.instant();
    String event = task.upsert("k1", person("a@x.cn", ""));
    task.pass(Duration.ofSeconds(59));
    assertThat(task.list.records()).isZero();
    task.pass(Duration.ofSeconds(2));

    Undelivered listed = task.list.byContact().get("k1");
    assertThat(listed.state()).isEqualTo(Undelivered.State.WAITING);
    assertThat(listed.reason()).isEqualTo("queued");
    assertThat(listed.since()).isEqualTo(sent);
    assertThat(listed.eventId()).isEqualTo(event);
    assertThat(listed.source()).isNotNull();
    assertThat(task.view().undelivered()).isEqualTo(1);

    task.connected().settle();
    assertThat(task.list.byContact()).isEmpty();
    assertThat(task.list.records()).isEqualTo(2);
    assertThat(task.view().undelivered()).isZero();
  }

  @Test
  void shouldListABacklogOnce() {
    for (int i = 0; i < 700; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
    task.pass(Duration.ofMinutes(3));
    task.die();
    task.pass(Duration.ofMinutes(3));

    assertThat(task.list.byContact()).hasSize(700);
    assertThat(task.list.records()).isEqualTo(700);
  }

  @Test
  void shouldListWhoWaitsForAnAddress() {
    task.connected();
    task.upsert("k1", person("a@x.cn", ""));
    task.upsert("k2", person("a@x.cn", ""));
    task.settle();
    assertThat(task.list.reasons()).containsOnly(entry("k2", "PARKED email-taken"));

    task.delete("k1");
    task.pass(Duration.ofMinutes(1));
    assertThat(task.list.byContact()).isEmpty();
  }

  @Test
  void shouldListWhatM1RefusesUntilItIsCorrected() {
    FilteredM1 cloud = new FilteredM1(m1);
    cloud.filter =
        call ->
            FilteredM1.carries(call, "bad@x.cn")
                ? Optional.of(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"))
                : Optional.empty();
    TaskHarness picky = new TaskHarness(cloud).connected();
    picky.upsert("k1", person("bad@x.cn", ""));
    for (int i = 2; i < 20; i++) {
      picky.upsert("k" + i, person("good" + i + "@x.cn", ""));
    }
    picky.pass(Duration.ofMinutes(1));
    Undelivered listed = picky.list.byContact().get("k1");
    assertThat(picky.list.reasons()).containsOnly(entry("k1", "REJECTED m1-refused"));
    assertThat(listed.eventId()).isNull();
    assertThat(listed.nextStep()).contains("dead letter");

    picky.upsert("k1", person("fine@x.cn", ""));
    picky.settle();
    assertThat(picky.list.byContact()).isEmpty();
  }

  @Test
  void shouldListWhoIsNotToBeMailed() {
    task.connected();
    task.suppress("a@x.cn", Reason.UNSUBSCRIBED);
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    assertThat(task.list.reasons()).containsOnly(entry("k1", "BLOCKED suppressed"));

    task.lift("a@x.cn");
    task.settle();
    assertThat(m1.store().byEmail("a@x.cn")).isPresent();
    assertThat(task.list.byContact()).isEmpty();
  }

  @Test
  void shouldListWhatAModeKeeps() {
    task.in(Mode.UPSERT).connected();
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.delete("k1");
    task.settle();
    assertThat(task.list.reasons()).containsOnly(entry("k1", "BLOCKED mode-upsert"));

    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    assertThat(task.list.byContact()).isEmpty();
  }

  @Test
  void shouldListAContactWhoseLastChangeCouldNotBeRead() {
    task.connected();
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.upsert("k1", "{\"email\":\"no address\"}");
    task.upsert("k2", "{\"email\":\"no address\"}");
    task.settle();
    assertThat(task.list.reasons())
        .containsOnlyKeys("k1", "k2")
        .allSatisfy((key, why) -> assertThat(why).startsWith("DEAD_LETTERED "));
    assertThat(task.list.byContact().get("k1").reason()).isEqualTo(task.deadLetterReasons().get(0));

    task.upsert("k1", person("a@x.cn", ""));
    task.upsert("k2", person("b@x.cn", ""));
    task.settle();
    assertThat(task.list.byContact()).isEmpty();
    task.delete("k2");
    task.pass(Duration.ofMinutes(2));
    assertThat(task.list.byContact()).isEmpty();
  }

  @Test
  void shouldKeepTheTimeFromWhichItIsNotDelivered() {
    task.upsert("k1", person("a@x.cn", ""));
    task.upsert("k2", person("a@x.cn", ""));
    task.pass(Duration.ofMinutes(2));
    Instant since = task.list.byContact().get("k2").since();
    task.delete("k1");
    task.pass(Duration.ofMinutes(2));

    assertThat(task.list.reasons()).containsOnly(entry("k2", "WAITING queued"));
    assertThat(task.list.byContact().get("k2").since()).isEqualTo(since);
  }

  @Test
  void shouldListWhatMayOrMayNotHaveHappened() {
    task.connected();
    task.upsert("k1", person("a@x.cn", ""));
    task.stopCommitting();
    task.settle();
    task.die();
    task.account(AccountDescriptor.State.AUTHORIZED);
    task.settle();
    assertThat(task.list.reasons()).containsOnly(entry("k1", "IN_DOUBT outcome-unknown"));

    task.commitAgain();
    task.pass(Duration.ofMinutes(2));
    assertThat(task.list.byContact()).isEmpty();
  }

  private static Map.Entry<String, String> entry(String key, String why) {
    return Map.entry(key, why);
  }
}

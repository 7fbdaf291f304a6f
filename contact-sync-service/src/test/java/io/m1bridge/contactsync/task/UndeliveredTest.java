package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.Suppression.Reason;
import io.m1bridge.contracts.Undelivered;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
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
  void shouldListWhatWaitsThoughItChangesAllTheTime() {
    Instant first = task.clock.instant();
    for (int i = 0; i < 4; i++) {
      task.upsert("k1", person("a@x.cn", "\"city\":\"城" + i + "\""));
      task.pass(Duration.ofSeconds(25));
    }

    assertThat(task.list.reasons()).containsOnly(entry("k1", "WAITING queued"));
    assertThat(task.list.byContact().get("k1").since()).isEqualTo(first);
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
  void shouldSendAgainWhatM1RefusedOnceAPersonAsks() {
    FilteredM1 cloud = new FilteredM1(m1);
    cloud.filter =
        call ->
            call instanceof M1Call.AddContacts add && add.contacts().stream().anyMatch(this::isBad)
                ? Optional.of(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"))
                : Optional.empty();
    TaskHarness picky = new TaskHarness(cloud).connected();
    for (int i = 0; i < 250; i++) {
      picky.upsert("k" + i, person("bad" + i + "@x.cn", ""));
      picky.upsert("good" + i, person("good" + i + "@x.cn", ""));
    }
    picky.passInSteps(Duration.ofMinutes(60), Duration.ofSeconds(1));
    assertThat(picky.list.byContact()).hasSize(250);
    int letters = picky.deadLetterReasons().size();

    picky.command(Command.Action.RETRY);
    picky.passInSteps(Duration.ofMinutes(60), Duration.ofSeconds(1));
    assertThat(picky.list.byContact()).as("M1 still refuses them").hasSize(250);
    assertThat(picky.deadLetterReasons()).hasSize(letters);

    cloud.filter = call -> Optional.empty();
    picky.command(Command.Action.RETRY);
    picky.pass(Duration.ofMillis(100));
    picky.die();
    picky.connected().pass(Duration.ofMinutes(3));
    assertThat(picky.list.byContact()).isEmpty();
    assertThat(m1.store().contacts()).hasSize(500);
    assertThat(picky.ends()).hasSize(500);
  }

  private boolean isBad(Contact contact) {
    return contact.get(ContactField.EMAIL).orElse("").startsWith("bad");
  }

  @Test
  void shouldNotSendAgainWhatAPersonKeptInM1() {
    task.guarded(1, 0.1).connected();
    for (int i = 0; i < 20; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
    task.settle();
    for (int i = 0; i < 20; i++) {
      task.delete("k" + i);
    }
    task.settle();
    task.command(Command.Action.REJECT);
    task.settle();
    assertThat(task.list.reasons()).hasSize(20).containsEntry("k1", "REJECTED delete-rejected");

    task.command(Command.Action.RETRY);
    task.pass(Duration.ofMinutes(2));
    assertThat(m1.store().contacts()).hasSize(20);
    assertThat(task.list.byContact()).hasSize(20);
  }

  @Test
  void shouldListWhoIsBeingDeletedForAsLongAsItTakes() {
    FilteredM1 cloud = new FilteredM1(m1);
    TaskHarness slow = new TaskHarness(cloud, 3).connected();
    slow.upsert("k1", person("a@x.cn", ""));
    slow.settle();
    cloud.filter = call -> Optional.of(new M1Outcome.Unexplained<>(Optional.empty(), "HTTP 400"));
    slow.delete("k1");
    slow.passInSteps(Duration.ofMinutes(60), Duration.ofSeconds(5));
    assertThat(slow.list.byContact()).containsOnlyKeys("k1");

    cloud.filter = call -> Optional.empty();
    slow.passInSteps(Duration.ofMinutes(60), Duration.ofSeconds(1));
    assertThat(m1.store().contacts()).isEmpty();
    assertThat(slow.list.byContact()).isEmpty();
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
    assertThat(task.list.reasons()).containsOnly(entry("k1", "BLOCKED mode"));

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

  @Test
  void shouldCountAListThatWasBegunBeforeThereWereCounts() {
    for (int i = 0; i < 2_500; i++) {
      task.upsert("k" + i, person("no address", ""));
    }
    task.upsert("well", person("a@x.cn", ""));
    task.settle();
    Map<String, Long> counted = task.countedReasons();
    assertThat(counted).hasSize(1).containsValue(2_500L);

    task.dieWithout("undelivered-reasons/demo");

    assertThat(task.countedReasons()).isEqualTo(counted);
    task.connected().upsert("k7", person("b@x.cn", ""));
    task.settle();
    assertThat(task.countedReasons()).containsOnlyKeys(counted.keySet()).containsValue(2_499L);
  }

  private static Map.Entry<String, String> entry(String key, String why) {
    return Map.entry(key, why);
  }
}

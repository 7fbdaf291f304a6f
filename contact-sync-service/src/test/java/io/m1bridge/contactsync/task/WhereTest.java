package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.web.ContactView;
import io.m1bridge.contactsync.where.Step;
import io.m1bridge.contactsync.where.Step.What;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.Suppression.Reason;
import io.m1bridge.contracts.Undelivered;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a contact is, as a person is told: the words of the list, and its way step by step. */
class WhereTest {

  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 cloud = new FilteredM1(m1);
  private final TaskHarness task = new TaskHarness(cloud);

  private Step step(String key, What what) {
    return task.where(key).steps().stream()
        .filter(step -> step.what() == what)
        .findFirst()
        .orElseThrow();
  }

  private List<What> ways(String key) {
    return task.where(key).steps().stream().map(Step::what).toList();
  }

  private void assertToldAsListed(String key) {
    Undelivered listed = task.list.byContact().get(key);
    ContactView told = task.where(key);
    assertThat(told.state().replace('-', '_')).isEqualToIgnoringCase(listed.state().name());
    assertThat(told.reason()).isEqualTo(listed.reason());
    assertThat(told.since()).isEqualTo(listed.since());
    assertThat(told.nextStep()).isEqualTo(listed.nextStep());
    assertThat(told.steps()).last().extracting(Step::what).isEqualTo(What.NEXT);
  }

  @Test
  void shouldTellWhatIsSettledByWhichCallAndWhen() {
    task.connected();
    task.upsert("k1", person("a@x.cn", ""));
    Instant sent = task.clock.instant();
    task.settle();

    ContactView told = task.where("k1");
    assertThat(told.state()).isEqualTo("settled");
    assertThat(told.reason()).isNull();
    assertThat(told.nextStep()).startsWith("Nothing");
    assertThat(ways("k1")).containsExactly(What.SETTLED, What.NEXT);
    Step settled = step("k1", What.SETTLED);
    assertThat(settled.at()).isBetween(sent, task.clock.instant());
    assertThat(settled.call()).isEqualTo(task.results().get(0).callId());
    assertThat(settled.says()).contains("offset 0 of partition 0", "acknowledged");
  }

  @Test
  void shouldTellWhatWasFoldedAndWhyNothingIsSent() {
    task.connected().command(Command.Action.PAUSE);
    task.settle();
    Instant first = task.clock.instant();
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    String last = task.upsert("k1", person("a@x.cn", "\"city\":\"北京\""));
    task.settle();

    ContactView told = task.where("k1");
    assertThat(told.state()).isEqualTo("waiting");
    assertThat(told.reason()).isEqualTo("queued");
    assertThat(ways("k1")).containsExactly(What.FOLDED, What.QUEUED, What.READ, What.NEXT);
    Step folded = step("k1", What.FOLDED);
    assertThat(folded.at()).isEqualTo(first);
    assertThat(folded.eventId()).isEqualTo(last);
    assertThat(folded.says()).startsWith("2 earlier changes");
    assertThat(step("k1", What.QUEUED).says()).endsWith("an add");
    assertThat(step("k1", What.READ).source()).isNotNull();
    assertThat(step("k1", What.NEXT).says()).contains("Nothing is sent", "aused");
    task.pass(Duration.ofMinutes(2));
    assertToldAsListed("k1");
  }

  @Test
  void shouldTellTheCallThatHasItAndWhenItCanNoLongerLand() {
    task.connected();
    String event = task.upsert("k1", person("a@x.cn", ""));
    task.stopCommitting();
    task.settle();
    assertThat(ways("k1")).containsExactly(What.READ, What.CALLED, What.NEXT);
    Step called = step("k1", What.CALLED);
    assertThat(called.says()).contains("an add of one contact");
    assertThat(called.call()).isEqualTo(task.where("k1").call());
    assertThat(task.where("k1").state()).isEqualTo("waiting");
    String later = task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    assertThat(task.where("k1").carried().eventId()).isEqualTo(event);
    assertThat(task.where("k1").waiting().eventId()).isEqualTo(later);

    task.die();
    task.account(AccountDescriptor.State.AUTHORIZED);
    task.settle();
    assertToldAsListed("k1");
    assertThat(task.where("k1").state()).isEqualTo("in-doubt");
    assertThat(step("k1", What.CALLED).says()).contains("nobody can tell");
    assertThat(step("k1", What.NEXT).at()).isEqualTo(called.at().plus(TaskOverMemory.IN_DOUBT_FOR));

    task.command(Command.Action.PAUSE);
    task.pass(TaskOverMemory.IN_DOUBT_FOR);
    assertThat(step("k1", What.ANSWERED).says()).startsWith("Nobody can tell whether M1 did it");
    assertThat(step("k1", What.ANSWERED).call()).isEqualTo(called.call());
  }

  @Test
  void shouldTellWhatM1SaidLastAndWhenItIsTriedAgain() {
    task.connected();
    cloud.filter =
        call -> Optional.of(new M1Outcome.Throttled<>(Optional.of(Duration.ofMinutes(9))));
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();

    Step answered = step("k1", What.ANSWERED);
    assertThat(answered.at()).isBefore(task.clock.instant());
    assertThat(answered.call()).isNotNull();
    Step next = step("k1", What.NEXT);
    assertThat(next.says()).contains("E10104");
    assertThat(next.at()).isEqualTo(answered.at().plus(Duration.ofMinutes(9)));

    cloud.filter = call -> Optional.empty();
    task.pass(Duration.ofMinutes(10));
    assertThat(ways("k1")).containsExactly(What.SETTLED, What.NEXT);
  }

  @Test
  void shouldTellWhatIsBlocked() {
    task.in(Mode.UPSERT).connected();
    task.suppress("a@x.cn", Reason.UNSUBSCRIBED);
    task.upsert("k1", person("a@x.cn", ""));
    task.upsert("k2", person("b@x.cn", ""));
    task.settle();
    task.delete("k2");
    task.settle();

    assertToldAsListed("k1");
    assertToldAsListed("k2");
    assertThat(task.where("k1").state()).isEqualTo("blocked");
    assertThat(task.where("k1").knownInM1()).isFalse();
    assertThat(step("k1", What.SETTLED).says()).contains("blocked");
    assertThat(task.where("k2").reason()).isEqualTo("mode");
  }

  @Test
  void shouldTellWhatM1RefusedAndThatItCouldNotBeRead() {
    task.connected();
    cloud.filter =
        call ->
            FilteredM1.carries(call, "bad@x.cn")
                ? Optional.of(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"))
                : Optional.empty();
    task.upsert("k1", person("bad@x.cn", ""));
    task.upsert("k2", "{\"email\":\"no address\"}");
    task.upsert("k3", person("c@x.cn", ""));
    task.settle();
    task.upsert("k3", "{\"email\":\"no address\"}");
    task.settle();

    List.of("k1", "k2", "k3").forEach(this::assertToldAsListed);
    assertThat(task.where("k1").state()).isEqualTo("rejected");
    assertThat(step("k1", What.SETTLED).says()).contains("rejected (m1-refused)");
    assertThat(step("k1", What.SETTLED).call()).isNotNull();
    assertThat(task.where("k2").state()).isEqualTo("dead-lettered");
    assertThat(ways("k2")).containsExactly(What.UNREADABLE, What.NEXT);
    assertThat(step("k2", What.UNREADABLE).source().offset()).isEqualTo(1);
    assertThat(ways("k3")).containsExactly(What.SETTLED, What.UNREADABLE, What.NEXT);
  }

  @Test
  void shouldTellWhoHasTheAddressAndWhatWaitsForAPerson() {
    task.guarded(0, 0).connected();
    task.upsert("k1", person("a@x.cn", ""));
    task.upsert("k2", person("a@x.cn", ""));
    task.settle();
    assertToldAsListed("k2");
    assertThat(step("k2", What.PARKED).says()).contains("contact k1");

    task.delete("k1");
    task.settle();
    assertThat(step("k1", What.NEXT).says()).contains("waits for a person", "one delete");
    task.command(Command.Action.APPROVE);
    task.stopCommitting();
    task.settle();
    assertThat(step("k1", What.CALLED).says())
        .isEqualTo("A delete job has it, with one contact, and last got on at this time");
    assertThat(step("k1", What.CALLED).at()).isNotNull();
    assertThat(task.where("k1").reason()).isEqualTo("deleting");
  }

  @Test
  void shouldTellWhatDiffersInM1() {
    task.connected();
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    m1.store().remove("a@x.cn");
    for (int pass = 0; pass < 2; pass++) {
      task.command(Command.Action.RECONCILE);
      task.pass(Duration.ofMinutes(20));
    }

    assertToldAsListed("k1");
    assertThat(task.where("k1").state()).isEqualTo("differs");
    assertThat(ways("k1")).containsExactly(What.SETTLED, What.DIFFERS, What.NEXT);
    assertThat(step("k1", What.NEXT).says()).contains("repair");
  }

  @Test
  void shouldNotTellThatSomethingIsLeftWhereAContactWasSentAgainWithoutAChange() {
    task.connected();
    cloud.filter = call -> Optional.of(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"));
    task.upsert("k1", person("bad@x.cn", ""));
    task.settle();
    task.command(Command.Action.RETRY);
    task.settle();
    assertThat(task.where("k1").state()).isEqualTo("rejected");
    assertThat(ways("k1")).as("refused again").containsExactly(What.SETTLED, What.NEXT);

    cloud.filter = call -> Optional.empty();
    task.command(Command.Action.RETRY);
    task.settle();
    assertThat(m1.store().byEmail("bad@x.cn")).isPresent();
    assertThat(task.where("k1").state()).isEqualTo("settled");
    assertThat(ways("k1")).as("taken").containsExactly(What.SETTLED, What.NEXT);
  }

  @Test
  void shouldNotTellThatSomethingIsLeftWhereItWasRepaired() {
    task.connected();
    task.upsert("k1", person("a@x.cn", ""));
    task.settle();
    m1.store().remove("a@x.cn");
    for (int pass = 0; pass < 2; pass++) {
      task.command(Command.Action.RECONCILE);
      task.pass(Duration.ofMinutes(20));
    }
    task.command(Command.Action.REPAIR);
    task.pass(Duration.ofMinutes(1));

    assertThat(m1.store().byEmail("a@x.cn")).isPresent();
    assertThat(task.where("k1").state()).isEqualTo("settled");
    assertThat(ways("k1")).containsExactly(What.SETTLED, What.NEXT);
  }
}

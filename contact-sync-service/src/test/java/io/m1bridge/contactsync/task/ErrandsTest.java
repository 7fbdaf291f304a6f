package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.errand.Errand;
import io.m1bridge.contactsync.errand.ErrandCalls;
import io.m1bridge.contactsync.errand.Errands;
import io.m1bridge.contracts.AccountDescriptor.State;
import io.m1bridge.contracts.Command;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A person asks M1 through the task. */
class ErrandsTest extends ErrandWorld {
  @Test
  void shouldAskOnAPermitOfHousekeeping() {
    assertThat(made(GROUPS)).isInstanceOf(M1Outcome.Accepted.class);

    assertThat(m1.calls()).hasSize(1);
    assertThat(task.access.taken())
        .singleElement()
        .extracting(Permit::purpose)
        .isEqualTo(Permit.Purpose.HOUSEKEEPING);
    assertThat(task.callsByKind).containsEntry("errand", 1);
  }

  @Test
  void shouldSayWhyNothingIsAsked() {
    task.command(Command.Action.PAUSE);
    Errand errand = asked(GROUPS);
    task.settle();

    assertThat(notPlanned(errand).why()).startsWith("Paused by test");
    assertThat(notPlanned(errand).lasting()).isTrue();
    assertThat(m1.calls()).isEmpty();
  }

  @Test
  void shouldNotAskForSomebodyWhoHasGone() {
    task.access.grantNothing(TaskHarness.ACCOUNT);
    Errand errand = asked(GROUPS);
    task.pass(Errands.PATIENCE.minusSeconds(1));
    assertThat(errand.reply()).isNotDone();
    task.pass(Duration.ofSeconds(2));
    task.access.grantAlways(TaskHarness.ACCOUNT);
    task.settle();

    assertThat(notPlanned(errand).why()).contains("No call of the hour was free");
    assertThat(notPlanned(errand).lasting()).isFalse();
    assertThat(m1.calls()).isEmpty();
  }

  @Test
  void shouldTakeAFewAtATime() {
    task.access.grantNothing(TaskHarness.ACCOUNT);
    for (int i = 0; i < 8; i++) {
      asked(GROUPS);
    }

    assertThat(task.errands.ask(TaskHarness.ACCOUNT, GROUPS, "li")).isEmpty();
  }

  @Test
  void shouldAskForOthersWhileOneMustWait() {
    m1.hold();
    settled(new M1Call.AddProperty("Level", 1, "", List.of()));
    Errand list = asked(new M1Call.ListProperties());
    Errand groups = settled(GROUPS);
    assertThat(m1.calls(M1Call.ListGroups.class)).hasSize(1);
    task.pass(Errands.PATIENCE);
    assertThat(notPlanned(list).why()).contains("custom properties was not over");
    m1.release();
    task.settle();

    assertThat(groups.reply()).isDone();
  }

  @Test
  void shouldRememberAChangeThatItsProcessDidNotSurvive() {
    m1.hold();
    settled(new M1Call.AddProperty("Level", 1, "", List.of()));
    settled(new M1Call.AddTag("vip"));
    task.die();
    task.account(State.AUTHORIZED);
    m1.release();
    contactOfLevel("k1", "gold");
    task.pass(TaskHarness.IN_DOUBT_FOR);

    assertThat(m1.calls(M1Call.AddProperty.class)).as("once for both").hasSize(1);
    assertThat(task.view().open()).isZero();
  }

  private long group(String name) {
    task.upsert("k1", person("k1@x.cn", "\"groups\":[\"" + name + "\"]"));
    task.settle();
    return ((M1Answers.Group)
            ((M1Answers.Page<?>) ((M1Outcome.Accepted<?>) made(GROUPS)).value()).rows().get(0))
        .id();
  }

  private void assertMissed() {
    task.passInSteps(Duration.ofMinutes(15), Duration.ofSeconds(2));
    assertThat(task.list.reasons()).containsKey("k1");
  }

  @Test
  void shouldLookThroughTheContactsAfterAGroupIsGone() {
    long group = group("vip");
    long passes = task.view().reconcile().pass();
    made(new M1Call.DeleteGroups(List.of(group), true));

    assertThat(task.view().reconcile().pass()).isEqualTo(passes + 1);
    assertMissed();
  }

  @Test
  void shouldLookThroughTheContactsAfterAGroupIsPerhapsGone() {
    task.settle();
    m1.nextAfterEffect(new M1Outcome.Unknown<>("timeout"));
    long passes = task.view().reconcile().pass();
    settled(new M1Call.AddGroup("vip"));
    assertThat(task.view().reconcile().pass()).as("may still land").isEqualTo(passes);
    task.pass(TaskHarness.IN_DOUBT_FOR);

    assertThat(task.view().reconcile().pass()).isEqualTo(passes + 1);
  }

  @Test
  void shouldLookThroughTheContactsIfItsProcessDiesMeanwhile() {
    long group = group("vip");
    m1.hold();
    settled(new M1Call.DeleteGroups(List.of(group), true));
    task.die();
    task.account(State.AUTHORIZED);
    m1.release();

    assertMissed();
  }

  @Test
  void shouldLookOnceMoreWhereAPassIsUnderWay() {
    long group = group("vip");
    task.upsert("k2", person("k2@x.cn", ""));
    task.settle();
    long passes = task.view().reconcile().pass();
    // Its page, with the contact, is on its way when the group goes.
    m1.hold();
    task.command(Command.Action.RECONCILE);
    task.settle();
    m1.release();
    assertThat(task.view().reconcile().pass()).isEqualTo(passes + 1);
    settled(new M1Call.DeleteGroups(List.of(group), true));
    task.die();
    task.account(State.AUTHORIZED);

    assertMissed();
  }

  @Test
  void shouldLogWhoDeletesWhatBeforeItIsDone() {
    List<String> lines;
    try (LoggedLines logged = new LoggedLines(ErrandCalls.class)) {
      lines = logged.all();
      m1.hold();
      settled(new M1Call.DeleteGroups(List.of(77L), true));
      assertThat(lines).hasSize(1);
      m1.release();
      task.settle();
    }

    assertThat(lines).hasSize(2);
    assertThat(lines)
        .allMatch(line -> line.contains("by=li"))
        .allMatch(line -> line.contains("77"))
        .allMatch(line -> line.contains("withContacts=true"))
        .allMatch(line -> line.contains("callId="));
  }
}

package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.contactsync.errand.Errand;
import io.m1bridge.contactsync.errand.Errands;
import io.m1bridge.contactsync.errand.Reply;
import io.m1bridge.contracts.AccountDescriptor.State;
import io.m1bridge.contracts.Command;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A person asks M1 through the task, and what they change there is known to it. */
class ErrandsTest {

  private static final M1Call<?> GROUPS = new M1Call.ListGroups(1, 50, Optional.empty());

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).connected();

  private Errand asked(M1Call<?> call) {
    return task.errands.ask(TaskHarness.ACCOUNT, call, "li").orElseThrow();
  }

  private M1Outcome<?> made(M1Call<?> call) {
    Errand errand = asked(call);
    task.settle();
    return ((CallEnd.Made) end(errand)).outcome();
  }

  private static CallEnd end(Errand errand) {
    return ((Reply.Ended) errand.reply().join()).end();
  }

  private static Reply.NotPlanned notPlanned(Errand errand) {
    return (Reply.NotPlanned) errand.reply().join();
  }

  private M1Answers.Property property(String label) {
    M1Answers.Rows<?> rows =
        (M1Answers.Rows<?>) ((M1Outcome.Accepted<?>) made(new M1Call.ListProperties())).value();
    return rows.rows().stream()
        .map(M1Answers.Property.class::cast)
        .filter(one -> one.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private void contactOfLevel(String key, String level) {
    task.upsert(key, person(key + "@x.cn", "\"custom\":{\"Level\":\"" + level + "\"}"));
    task.settle();
  }

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
  void shouldKnowAPropertyThatAPersonMade() {
    made(new M1Call.AddProperty("Level", 1, "", List.of()));
    contactOfLevel("k1", "gold");

    assertThat(m1.calls(M1Call.AddProperty.class)).hasSize(1);
    assertThat(m1.store().byEmail("k1@x.cn").orElseThrow().properties())
        .containsEntry(property("Level").id(), "gold");
  }

  @Test
  void shouldNotWriteToAPropertyThatAPersonDeleted() {
    contactOfLevel("k1", "gold");
    long before = property("Level").id();
    made(new M1Call.DeleteProperty(before));
    contactOfLevel("k2", "silver");

    assertThat(m1.calls(M1Call.AddProperty.class)).as("made anew").hasSize(2);
    assertThat(m1.store().byEmail("k2@x.cn").orElseThrow().properties())
        .containsOnlyKeys(property("Level").id())
        .doesNotContainKey(before);
  }

  @Test
  void shouldPackNothingForAPropertyThatIsAboutToGo() {
    contactOfLevel("k1", "gold");
    long before = property("Level").id();
    m1.hold();
    settled(new M1Call.DeleteProperty(before));
    contactOfLevel("k2", "silver");
    assertThat(m1.store().byEmail("k2@x.cn")).isEmpty();
    m1.release();
    task.settle();

    assertThat(m1.store().byEmail("k2@x.cn").orElseThrow().properties())
        .containsOnlyKeys(property("Level").id())
        .doesNotContainKey(before);
  }

  @Test
  void shouldGoOnWithAPropertyWhoseDeleteM1Refuses() {
    contactOfLevel("k1", "gold");
    long before = property("Level").id();
    m1.next(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, ""));
    made(new M1Call.DeleteProperty(before));
    contactOfLevel("k2", "silver");

    assertThat(m1.calls(M1Call.AddProperty.class)).hasSize(1);
    assertThat(m1.store().byEmail("k2@x.cn").orElseThrow().properties())
        .containsEntry(before, "silver");
  }

  @Test
  void shouldWriteToAPropertyThatAPersonGaveTheLabel() {
    contactOfLevel("k1", "gold");
    M1Answers.Property level = property("Level");
    made(new M1Call.EditProperty(level.id(), "Class", 1, "", List.of()));
    task.upsert("k2", person("k2@x.cn", "\"custom\":{\"Class\":\"silver\"}"));
    task.settle();

    assertThat(m1.calls(M1Call.AddProperty.class)).hasSize(1);
    assertThat(m1.store().byEmail("k2@x.cn").orElseThrow().properties())
        .containsEntry(level.id(), "silver");
  }

  @Test
  void shouldCreateNothingWhileAPersonsChangeMayStillLand() {
    m1.nextAfterEffect(new M1Outcome.Unknown<>("timeout"));
    assertThat(end(settled(new M1Call.AddProperty("Level", 1, "", List.of()))).isUnknown())
        .isTrue();
    contactOfLevel("k1", "gold");
    assertThat(m1.calls(M1Call.ListProperties.class)).as("would say nothing yet").isEmpty();

    task.pass(TaskHarness.IN_DOUBT_FOR);

    assertThat(m1.calls(M1Call.AddProperty.class)).hasSize(1);
    assertThat(m1.store().byEmail("k1@x.cn")).isPresent();
  }

  private Errand settled(M1Call<?> call) {
    Errand errand = asked(call);
    task.settle();
    return errand;
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

  @Test
  void shouldLookThroughTheContactsAfterAGroupIsGone() {
    task.upsert("k1", person("k1@x.cn", "\"groups\":[\"vip\"]"));
    task.settle();
    long passes = task.view().reconcile().pass();
    long group =
        ((M1Answers.Group)
                ((M1Answers.Page<?>) ((M1Outcome.Accepted<?>) made(GROUPS)).value()).rows().get(0))
            .id();
    made(new M1Call.DeleteGroups(List.of(group), true));
    assertThat(task.view().reconcile().pass()).isEqualTo(passes + 1);
    task.passInSteps(Duration.ofMinutes(15), Duration.ofSeconds(2));

    assertThat(task.list.reasons()).containsKey("k1");
  }
}

package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.cities;
import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.view.ReconcileView;
import io.m1bridge.contracts.Command;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What M1 lists is compared with what it acknowledged, and what is found is listed or sent again.
 */
class ReconcileTest {

  private static final Duration A_WHILE = Duration.ofMinutes(15);
  private static final Duration STEP = Duration.ofSeconds(2);

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1).connected();

  private void contacts(int count) {
    IntStream.range(0, count)
        .forEach(i -> task.upsert("k" + i, person("p" + i + "@x.cn", "\"city\":\"上海\"")));
    task.settle();
  }

  /** Two passes, the second one after lists can no longer lag. */
  private ReconcileView looked() {
    task.command(Command.Action.RECONCILE);
    return task.passInSteps(A_WHILE, STEP).view().reconcile();
  }

  @Test
  void shouldFindNothingWhereNothingIsWrong() {
    contacts(120);
    ReconcileView view = looked();

    assertThat(view.pass()).isEqualTo(1);
    assertThat(view.whole()).isTrue();
    assertThat(view.coverage()).isEqualTo(1);
    assertThat(view.compared()).isEqualTo(120);
    assertThat(view.differing() + view.missing() + view.foreign()).isZero();
    assertThat(view.driftLow()).isZero();
    assertThat(view.driftHigh()).isBetween(0.01, 0.05);
    assertThat(task.list.reasons()).isEmpty();
  }

  @Test
  void shouldListWhatIsMissingAndWhatDiffersAfterTwoPasses() {
    contacts(120);
    m1.store().remove("p7@x.cn");
    m1.store().type("p8@x.cn", ContactField.CITY, "北京");
    m1.store().type("p9@x.cn", ContactField.CITY, " 上海 ");
    m1.store().put(Contact.of(Map.of(ContactField.EMAIL, "somebody@else.cn"), Map.of()));
    task.command(Command.Action.RECONCILE);
    task.settle();

    assertThat(task.list.reasons()).isEmpty();

    ReconcileView view = task.passInSteps(A_WHILE, STEP).view().reconcile();

    assertThat(view.pass()).isEqualTo(2);
    assertThat(view.missing()).isEqualTo(1);
    assertThat(view.differing()).isEqualTo(1);
    assertThat(view.foreign()).isEqualTo(1);
    assertThat(task.list.reasons())
        .containsOnly(
            Map.entry("k7", "DIFFERS missing-in-m1"), Map.entry("k8", "DIFFERS differs-in-m1"));
    assertThat(cities(m1)).doesNotContainKey("p7@x.cn").containsEntry("p8@x.cn", "北京");
  }

  @Test
  void shouldSendItAgainWhenAPersonSaysSo() {
    contacts(60);
    m1.store().remove("p7@x.cn");
    m1.store().type("p8@x.cn", ContactField.CITY, "北京");
    looked();
    task.command(Command.Action.REPAIR);
    task.settle();

    assertThat(cities(m1)).hasSize(60).containsEntry("p7@x.cn", "上海");
    assertThat(cities(m1)).containsEntry("p8@x.cn", "上海");
    assertThat(task.list.reasons()).isEmpty();
  }

  @Test
  void shouldSendItAgainByItselfWhereThatIsSet() {
    task.repairing();
    contacts(60);
    m1.store().remove("p7@x.cn");
    m1.store().type("p8@x.cn", ContactField.CITY, "北京");
    looked();

    assertThat(cities(m1)).hasSize(60).containsEntry("p8@x.cn", "上海");
    assertThat(task.list.reasons()).isEmpty();
  }

  @Test
  void shouldNotSendAgainForEverWhatM1DoesNotTake() {
    task.repairing();
    contacts(3);
    m1.store().insistOn("p1@x.cn", ContactField.CITY, "北京");
    looked();
    int edits = m1.calls(M1Call.EditContacts.class).size();
    for (int i = 0; i < 5; i++) {
      looked();
    }

    assertThat(edits).isEqualTo(1);
    assertThat(m1.calls(M1Call.EditContacts.class)).hasSize(1);
    assertThat(task.list.reasons()).containsOnly(Map.entry("k1", "DIFFERS not-taken-by-m1"));

    task.patch("k1", "{\"city\":\"北京\"}");
    task.settle();

    assertThat(task.list.reasons()).isEmpty();
  }

  @Test
  void shouldFindWhatM1DroppedInSilenceByItsTotal() {
    contacts(60);
    m1.store().remove("p7@x.cn");
    task.upsert("more", person("more@x.cn", ""));
    task.settle();
    task.passInSteps(Duration.ofMinutes(40), STEP);

    assertThat(task.list.reasons()).containsOnly(Map.entry("k7", "DIFFERS missing-in-m1"));
    assertThat(task.view().reconcile().total()).isEqualTo(60L);
  }

  @Test
  void shouldNotTakeAnybodyForMissingWhoWasAddedMeanwhile() {
    contacts(60);
    task.command(Command.Action.RECONCILE);
    task.pass(Duration.ofMillis(300));
    contacts(70);
    looked();

    assertThat(task.list.reasons()).isEmpty();
    assertThat(task.view().reconcile().compared()).isEqualTo(70);
  }

  @Test
  void shouldSayNothingOfWhoIsMissingWhereThePagesEndEarly() {
    contacts(120);
    m1.store().remove("p7@x.cn");
    m1.next(new M1Outcome.Accepted<>(M1Answers.Rows.of(List.of())))
        .next(page(50))
        .next(new M1Outcome.Refused<>(new M1Code("E10103"), "no"));
    task.command(Command.Action.RECONCILE);
    ReconcileView view = task.passInSteps(Duration.ofMinutes(2), STEP).view().reconcile();

    assertThat(view.running()).isFalse();
    assertThat(view.whole()).isFalse();
    assertThat(view.missing()).isZero();
    assertThat(task.list.reasons()).isEmpty();
  }

  private M1Outcome<M1Answers.Page<Contact>> page(int rows) {
    return new M1Outcome.Accepted<>(
        new M1Answers.Page<>(
            OptionalLong.of(119),
            m1.store().contacts().values().stream().limit(rows).toList(),
            List.of()));
  }

  @Test
  void shouldLeaveAloneWhatTheCrmDoesNotOwn() {
    task.owner("city", "shared");
    contacts(3);
    m1.store().type("p1@x.cn", ContactField.CITY, "北京");

    assertThat(looked().differing()).isZero();
    assertThat(task.list.reasons()).isEmpty();
  }

  @Test
  void shouldDeleteWhatWasToBeAddedAgainThoughM1HadIt() {
    contacts(3);
    m1.store().hide("p1@x.cn");
    looked();
    assertThat(task.list.reasons()).containsOnly(Map.entry("k1", "DIFFERS missing-in-m1"));

    m1.store().hide("");
    task.command(Command.Action.PAUSE);
    task.command(Command.Action.REPAIR);
    task.settle();
    task.delete("k1");
    task.command(Command.Action.RESUME);
    task.settle();

    assertThat(cities(m1)).containsOnlyKeys("p0@x.cn", "p2@x.cn");
  }

  @Test
  void shouldTakeUpAgainWhatM1ListsWhereNoneIsAdded() {
    contacts(3);
    task.in(Mode.UPDATE_ONLY);
    m1.store().hide("p1@x.cn");
    looked();
    task.command(Command.Action.REPAIR);
    task.settle();
    assertThat(task.list.reasons()).containsOnly(Map.entry("k1", "BLOCKED mode"));

    m1.store().hide("");
    looked();
    task.patch("k1", "{\"city\":\"北京\"}");
    task.settle();

    assertThat(cities(m1)).containsEntry("p1@x.cn", "北京");
    assertThat(task.list.reasons()).isEmpty();
  }

  @Test
  void shouldNotTakeAnybodyForMissingWhoIsAlwaysOnTheWay() {
    contacts(60);
    task.access.grantNothing(TaskHarness.ACCOUNT);
    task.access.grantSpare(TaskHarness.ACCOUNT, 100);
    task.patch("k1", "{\"city\":\"北京\"}");
    looked();
    looked();
    task.access.grantAlways(TaskHarness.ACCOUNT);
    task.settle();

    assertThat(task.view().reconcile().missing()).isZero();
    assertThat(task.list.reasons()).isEmpty();
  }

  @Test
  void shouldGoOnAfterARestart() {
    contacts(120);
    m1.store().remove("p7@x.cn");
    task.command(Command.Action.RECONCILE);
    task.pass(Duration.ofMillis(200));
    task.die();
    task.passInSteps(A_WHILE, STEP);

    assertThat(task.list.reasons()).containsOnly(Map.entry("k7", "DIFFERS missing-in-m1"));
  }

  @Test
  void shouldGoOnBesideChangesThatTrickleInForEver() {
    contacts(120);
    task.access.grantNothing(TaskHarness.ACCOUNT);
    task.access.grantSpare(TaskHarness.ACCOUNT, 10);
    task.command(Command.Action.RECONCILE);
    for (int i = 0; i < 20; i++) {
      task.patch("k" + i, "{\"city\":\"北京\"}");
      task.pass(Duration.ofSeconds(1));
    }

    assertThat(task.view().queued()).isEqualTo(20);
    assertThat(task.view().reconcile().running()).isFalse();
    assertThat(task.view().reconcile().compared()).isGreaterThanOrEqualTo(100);
  }

  @Test
  void shouldTakeAShareOfTheHoursCallsAtMost() {
    contacts(2_000);
    m1.store().pageCap(1);
    task.command(Command.Action.RECONCILE);
    task.passInSteps(Duration.ofMinutes(59), STEP);

    assertThat(m1.calls(M1Call.ListContacts.class)).hasSizeBetween(150, 200);
  }

  @Test
  void shouldBeginByItselfForAccountsThatWereThereBeforePassesWere() {
    contacts(3);
    task.dieWithout("reconcile/demo");
    task.passInSteps(Duration.ofHours(25), Duration.ofSeconds(30));

    assertThat(task.view().reconcile().pass()).isEqualTo(1);
  }

  @Test
  void shouldBeginByItselfOnceADay() {
    contacts(3);
    task.passInSteps(Duration.ofHours(23), Duration.ofSeconds(30));
    assertThat(task.view().reconcile().pass()).isZero();

    task.passInSteps(Duration.ofHours(2), Duration.ofSeconds(30));
    assertThat(task.view().reconcile().pass()).isEqualTo(1);
  }
}

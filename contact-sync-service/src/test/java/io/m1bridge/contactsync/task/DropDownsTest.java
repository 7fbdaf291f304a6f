package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.m1bridge.contactsync.mapping.DropDown;
import io.m1bridge.contactsync.mapping.MappedLabel;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Custom properties that a mapping calls drop-downs, as M1 comes to have them. */
class DropDownsTest {

  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 cloud = new FilteredM1(m1);
  private final TaskHarness task = new TaskHarness(cloud, 3);
  private int refused;

  private void mapped(@Nullable DropDown dropDown) {
    task.labels = List.of(new MappedLabel("Level", "customers.yaml", 12, false, null, dropDown));
    task.die();
    task.connected();
  }

  private String upsert(int contact, String level) {
    return task.upsert(
        "k" + contact, person("p" + contact + "@x.cn", "\"custom\":{\"Level\":\"" + level + "\"}"));
  }

  private List<M1Call.AddProperty> made() {
    return m1.calls(M1Call.AddProperty.class);
  }

  private List<List<String>> optionsSent() {
    return m1.calls(M1Call.EditProperty.class).stream().map(M1Call.EditProperty::options).toList();
  }

  private String level(int contact) {
    return m1.store().byEmail("p" + contact + "@x.cn").orElseThrow().properties().values().stream()
        .findFirst()
        .orElse("");
  }

  @Test
  void shouldMakeItWithTheOptionsOfTheMapping() {
    mapped(new DropDown(List.of("金", "银"), false));
    String event = upsert(1, "银");
    task.settle();

    assertThat(made())
        .containsExactly(new M1Call.AddProperty("Level", 2, "Level", List.of("金", "银")));
    assertThat(task.ends()).containsEntry(event, Outcome.APPLIED);
    assertThat(level(1)).isEqualTo("银");
    assertThat(optionsSent()).isEmpty();
  }

  @Test
  void shouldMakeOneForTextsWhereTheMappingSaysNothing() {
    mapped(null);
    upsert(1, "银");
    task.settle();

    assertThat(made()).containsExactly(new M1Call.AddProperty("Level", 1, "Level", List.of()));
  }

  @Test
  void shouldAddNewOptionsOfAllWhoWaitByOneCallBeforeTheyAreSent() {
    mapped(new DropDown(List.of("金", "银"), true));
    upsert(1, "金");
    task.settle();
    task.command(Command.Action.PAUSE);
    upsert(2, "铜");
    upsert(3, "铁");
    String known = upsert(4, "银");
    task.settle();
    task.command(Command.Action.RESUME);
    task.pass(Duration.ofMinutes(2));

    assertThat(optionsSent()).hasSize(1);
    assertThat(optionsSent().get(0)).containsExactlyInAnyOrder("金", "银", "铜", "铁");
    assertThat(level(2)).isEqualTo("铜");
    assertThat(level(3)).isEqualTo("铁");
    assertThat(task.ends()).containsEntry(known, Outcome.APPLIED);
    assertThat(task.promise().unsettled()).isZero();
  }

  @Test
  void shouldRememberWhatM1WasToldOverARestart() {
    DropDown dropDown = new DropDown(List.of("金"), true);
    mapped(dropDown);
    upsert(1, "金");
    task.settle();
    upsert(2, "铜");
    task.pass(Duration.ofMinutes(1));
    mapped(dropDown);
    upsert(3, "铜");
    task.pass(Duration.ofMinutes(1));
    upsert(4, "铁");
    task.pass(Duration.ofMinutes(1));

    assertThat(optionsSent()).containsExactly(List.of("金", "铜"), List.of("金", "铜", "铁"));
    assertThat(level(3)).isEqualTo("铜");
  }

  @Test
  void shouldTellOnceWhatM1HasAlready() {
    m1.send(
        TaskHarness.ACCOUNT,
        new AccessToken("t"),
        new M1Call.AddProperty("Level", 2, "how good", List.of("钻石")));
    mapped(new DropDown(List.of("金"), true));
    upsert(1, "金");
    upsert(2, "金");
    task.pass(Duration.ofMinutes(1));

    assertThat(m1.calls(M1Call.EditProperty.class))
        .extracting(M1Call.EditProperty::description, M1Call.EditProperty::options)
        .containsExactly(tuple("how good", List.of("金")));
    assertThat(level(2)).isEqualTo("金");
  }

  @Test
  void shouldTellAgainWhereNobodyKnowsWhetherM1Heard() {
    hasOneOption();
    m1.next(new M1Outcome.Unknown<>("time-out"));
    String event = upsert(2, "铜");
    task.pass(Duration.ofMinutes(1));
    assertThat(task.ends()).doesNotContainKey(event);
    task.pass(Duration.ofMinutes(4));

    assertThat(optionsSent()).containsExactly(List.of("金", "铜"), List.of("金", "铜"));
    assertThat(task.ends()).containsEntry(event, Outcome.APPLIED);
  }

  @Test
  void shouldSendTheValueAllTheSameWhereM1RefusesTheOption() {
    hasOneOption();
    cloud.filter =
        call ->
            call instanceof M1Call.EditProperty
                ? Optional.of(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"))
                : Optional.empty();
    String event = upsert(2, "铜");
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).containsEntry(event, Outcome.APPLIED);
    assertThat(level(2)).isEqualTo("铜");
  }

  @Test
  void shouldAddNoneWhereNoPropertiesAreMade() {
    task.settings.put("create-properties", "false");
    m1.send(
        TaskHarness.ACCOUNT,
        new AccessToken("t"),
        new M1Call.AddProperty("Level", 2, "", List.of("金")));
    mapped(new DropDown(List.of("金"), true));
    String event = upsert(1, "铜");
    task.pass(Duration.ofMinutes(1));

    assertThat(optionsSent()).isEmpty();
    assertThat(task.ends()).containsEntry(event, Outcome.APPLIED);
  }

  @Test
  void shouldStopAddingWhereItIsNoChoiceAnyMore() {
    mapped(new DropDown(List.of("金"), true));
    for (int i = 0; i < DropDown.MOST + 10; i++) {
      upsert(i, "v" + i);
    }
    task.pass(Duration.ofMinutes(3));

    assertThat(optionsSent()).isEmpty();
    assertThat(task.promise().unsettled()).isZero();
    assertThat(m1.store().contacts()).hasSize(DropDown.MOST + 10);
  }

  /** M1 has the drop-down, with one option that a contact has. */
  private void hasOneOption() {
    mapped(new DropDown(List.of("金"), true));
    upsert(1, "金");
    task.settle();
  }

  /** The answer to the call that adds it is lost; the change that it came with. */
  private String anOptionWaits() {
    hasOneOption();
    m1.next(new M1Outcome.Unknown<>("time-out"));
    String event = upsert(2, "铜");
    task.pass(Duration.ofMinutes(1));
    return event;
  }

  /** It was made again with each turn, for the option was wanted still. */
  @Test
  void shouldNotMakeAnewWhatSomebodyMadeATextWhileAnOptionWaited() {
    String event = anOptionWaits();
    long id = m1.store().byEmail("p1@x.cn").orElseThrow().properties().keySet().iterator().next();
    M1Call.EditProperty text = new M1Call.EditProperty(id, "Level", 1, "", List.of());
    m1.send(TaskHarness.ACCOUNT, new AccessToken("t"), text);
    mapped(new DropDown(List.of("金"), true));
    task.pass(Duration.ofMinutes(30));

    assertThat(made()).hasSize(1);
    assertThat(task.ends()).containsEntry(event, Outcome.APPLIED);
    assertThat(level(2)).isEqualTo("铜");
  }

  private void refusesOptions(M1Outcome<?> no) {
    cloud.filter =
        call -> {
          boolean edits = call instanceof M1Call.EditProperty;
          refused += edits ? 1 : 0;
          return edits ? Optional.of(no) : Optional.empty();
        };
  }

  @Test
  void shouldAskAgainAfterAWhileWhereM1RefusedOneBadValue() {
    hasOneOption();
    refusesOptions(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"));
    upsert(2, "bad");
    task.pass(Duration.ofMinutes(1));
    cloud.filter = call -> Optional.empty();
    upsert(3, "铜");
    task.pass(Duration.ofMinutes(1));
    assertThat(level(3)).as("sent as it is for now").isEqualTo("铜");
    assertThat(optionsSent()).isEmpty();

    task.pass(Duration.ofMinutes(2));
    upsert(4, "铁");
    task.pass(Duration.ofMinutes(1));
    assertThat(optionsSent()).containsExactly(List.of("金", "铁"));
    assertThat(level(4)).isEqualTo("铁");
  }

  @Test
  void shouldAskLessOftenWhereM1TakesNone() {
    for (M1Outcome<?> no :
        List.of(
            new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"),
            new M1Outcome.Unexplained<>(Optional.empty(), "HTTP 400"),
            new M1Outcome.Unavailable<>(M1Outcome.Unavailable.SERVER_ERROR, Duration.ofSeconds(1)),
            new M1Outcome.Unknown<>("connection lost"))) {
      refused = 0;
      cloud.filter = call -> Optional.empty();
      hasOneOption();
      refusesOptions(no);
      for (int minute = 0; minute < 240; minute++) {
        upsert(10 + minute, no.getClass().getSimpleName() + minute);
        task.passInSteps(Duration.ofMinutes(1), Duration.ofSeconds(1));
      }

      assertThat(refused).as(no.toString()).isBetween(6, 14);
      assertThat(task.promise().unsettled()).isZero();
    }
  }

  @Test
  void shouldNotAskForWhatCanBeNoOption() {
    mapped(new DropDown(List.of("金"), true));
    String longest = "x".repeat(100);
    upsert(1, longest + "x");
    String lines = upsert(2, "a\\nb");
    task.pass(Duration.ofMinutes(1));
    assertThat(optionsSent()).isEmpty();
    assertThat(level(1)).hasSize(101);
    assertThat(task.ends()).containsEntry(lines, Outcome.APPLIED);

    upsert(3, longest);
    task.pass(Duration.ofMinutes(1));
    assertThat(optionsSent()).containsExactly(List.of("金", longest));
  }

  /** Contacts need it still: it is made as any label is, and gets the option that waited. */
  @Test
  void shouldMakeOnceWhatSomebodyDeletedWhileAnOptionWaited() {
    String event = anOptionWaits();
    long id = m1.store().byEmail("p1@x.cn").orElseThrow().properties().keySet().iterator().next();
    m1.send(TaskHarness.ACCOUNT, new AccessToken("t"), new M1Call.DeleteProperty(id));
    mapped(new DropDown(List.of("金"), true));
    task.pass(Duration.ofMinutes(30));

    assertThat(made()).hasSize(2).allMatch(made -> made.options().equals(List.of("金")));
    assertThat(task.ends()).containsEntry(event, Outcome.APPLIED);
  }
}

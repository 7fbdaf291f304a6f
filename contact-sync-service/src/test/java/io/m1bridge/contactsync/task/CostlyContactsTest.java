package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.where.Step;
import io.m1bridge.contactsync.where.Step.What;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A contact that costs many calls waits for itself only. */
class CostlyContactsTest {

  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 cloud = new FilteredM1(m1);
  private final TaskHarness task = new TaskHarness(cloud);

  @Test
  void shouldSendAllOthersBeforeManyNewLabelsAndGroups() {
    task.connected();
    task.access.grantNothing(TaskHarness.ACCOUNT);
    task.access.grantEvery(TaskHarness.ACCOUNT, Duration.ofMillis(1_800), 5);
    String labels =
        IntStream.range(0, 60)
            .mapToObj(i -> "\"L" + i + "\":\"v\"")
            .collect(Collectors.joining(","));
    String groups =
        IntStream.range(0, 64).mapToObj(i -> "\"G" + i + "\"").collect(Collectors.joining(","));
    String many = task.upsert("many", person("many@x.cn", "\"custom\":{" + labels + "}"));
    String joins = task.upsert("joins", person("joins@x.cn", "\"groups\":[" + groups + "]"));
    for (int i = 0; i < 133; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }

    task.pass(Duration.ofSeconds(10));
    assertThat(task.ends().values()).hasSize(133).containsOnly(Outcome.APPLIED);

    for (int i = 0; i < 30; i++) {
      task.pass(Duration.ofSeconds(8));
      String news = task.patch("k" + i, "{\"city\":\"上海\"}");
      task.pass(Duration.ofSeconds(6));
      assertThat(task.ends()).as("others are not kept waiting").containsKey(news);
    }
    task.passInSteps(Duration.ofMinutes(40), Duration.ofSeconds(1));
    assertThat(task.ends())
        .containsEntry(many, Outcome.APPLIED)
        .containsEntry(joins, Outcome.APPLIED);
    assertThat(m1.store().byEmail("joins@x.cn").orElseThrow().groups()).hasSize(64);
  }

  /** Whatever the shape in which groups cost a call for a contact or less. */
  @ParameterizedTest
  @CsvSource({"200, 4, 1", "200, 1, 1", "5, 64, 5", "60, 20, 3"})
  void shouldSendEditsBeforeGroupsThatFewJoin(int contacts, int groupsEach, int takers) {
    task.connected();
    for (int i = 0; i < contacts + 30; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
    task.settle();
    int settled = task.ends().size();
    task.access.grantNothing(TaskHarness.ACCOUNT);
    task.access.grantEvery(TaskHarness.ACCOUNT, Duration.ofMillis(1_800), 5);
    for (int i = 0; i < contacts; i++) {
      int first = i / takers * groupsEach;
      String groups =
          IntStream.range(first, first + groupsEach)
              .mapToObj(group -> "\"G" + group + "\"")
              .collect(Collectors.joining(","));
      task.upsert("k" + i, person("p" + i + "@x.cn", "\"groups\":[" + groups + "]"));
    }
    task.pass(Duration.ofSeconds(10));

    for (int i = 0; i < 30; i++) {
      String news = task.patch("k" + (contacts + i), "{\"city\":\"上海\"}");
      task.pass(Duration.ofSeconds(5));
      assertThat(task.ends()).as("edit " + i).containsEntry(news, Outcome.APPLIED);
    }
    task.passInSteps(Duration.ofHours(5), Duration.ofSeconds(10));
    assertThat(task.ends()).hasSize(settled + contacts + 30);
  }

  @Test
  void shouldCreateAtOnceWhatManyContactsNeed() {
    task.connected();
    task.access.grantNothing(TaskHarness.ACCOUNT);
    task.access.grantEvery(TaskHarness.ACCOUNT, Duration.ofSeconds(1), 1);
    for (int i = 0; i < 300; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", "\"custom\":{\"Level\":\"A\"}"));
    }
    for (int i = 300; i < 400; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
    task.pass(Duration.ofSeconds(10));
    assertThat(task.ends().values()).hasSize(400).containsOnly(Outcome.APPLIED);
    assertThat(task.callsByKind)
        .containsEntry("ADD", 2)
        .containsEntry("CREATE_PROPERTY", 1)
        .containsEntry("contact/property/all", 2);
  }

  @Test
  void shouldGoOnWithContactsThatWaitedForALabelBeforeARestart() {
    task.connected();
    task.access.grantNothing(TaskHarness.ACCOUNT);
    task.access.grantEvery(TaskHarness.ACCOUNT, Duration.ofMinutes(1), 1);
    String waits = task.upsert("k1", person("a@x.cn", "\"custom\":{\"Level\":\"A\"}"));
    task.pass(Duration.ofSeconds(10));
    task.die();
    task.connected();
    task.passInSteps(Duration.ofMinutes(4), Duration.ofSeconds(1));
    assertThat(task.ends()).isEqualTo(Map.of(waits, Outcome.APPLIED));
  }

  @Test
  void shouldLookForAMissingPropertyAlsoAfterARestart() {
    rejectForItsProperty();

    task.die();
    task.connected();
    task.pass(Duration.ofSeconds(10));
    makeTheProperty();
    assertThat(m1.store().byEmail("a@x.cn")).isPresent();
  }

  @Test
  void shouldCreateALabelOnceThatM1GivesBackChanged() {
    cloud.answers = CostlyContactsTest::changed;
    task.connected();
    task.upsert("k1", person("a@x.cn", "\"custom\":{\" Level & Co \":\"A\"}"));
    task.upsert(
        "k2", person("b@x.cn", "\"custom\":{\"A label that is cut by M1 at the end\":\"B\"}"));

    task.pass(Duration.ofMinutes(2));
    task.die();
    task.upsert("k3", person("c@x.cn", "\"custom\":{\"level & co\":\"C\"}"));
    task.patch("k2", "{\"custom\":{\"A label that is cut by M1 at the end\":\"D\"}}");
    task.pass(Duration.ofMinutes(2));

    assertThat(task.ends().values()).hasSize(4).containsOnly(Outcome.APPLIED);
    assertThat(m1.calls(M1Call.AddProperty.class)).hasSize(2);
  }

  /** Labels trimmed, escaped, in another case and cut. */
  private static M1Outcome<?> changed(M1Outcome<?> outcome) {
    if (outcome instanceof M1Outcome.Accepted<?> accepted
        && accepted.value() instanceof M1Answers.Rows<?> rows) {
      List<M1Answers.Property> changed =
          rows.rows().stream().map(row -> changed((M1Answers.Property) row)).toList();
      return new M1Outcome.Accepted<>(M1Answers.Rows.of(changed));
    }
    return outcome;
  }

  private static M1Answers.Property changed(M1Answers.Property row) {
    String label = row.label().strip().toUpperCase(Locale.ROOT).replace("&", "&amp;");
    return new M1Answers.Property(
        row.id(), label.substring(0, Math.min(20, label.length())), row.type(), row.description());
  }

  @Test
  void shouldResumeARejectedContactOnceItsPropertyIsThere() {
    rejectForItsProperty();
    assertThat(task.deadLetterReasons()).containsExactly("property-missing");
    assertThat(task.where("k1").steps())
        .as("it waits for no call")
        .extracting(Step::what)
        .containsExactly(What.SETTLED, What.NEXT);

    makeTheProperty();

    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().properties().values())
        .containsExactly("A");
    assertThat(task.ends()).hasSize(1);
  }

  /** M1 makes no property, so that the contact that needs one is rejected. */
  private void rejectForItsProperty() {
    cloud.filter =
        call ->
            call instanceof M1Call.AddProperty
                ? Optional.of(new M1Outcome.Refused<>(io.m1bridge.m1.M1Code.PARAMETER_MISSING, ""))
                : Optional.empty();
    task.connected();
    String rejected = task.upsert("k1", person("a@x.cn", "\"custom\":{\"Level\":\"A\"}"));
    task.pass(Duration.ofSeconds(10));
    assertThat(task.ends()).isEqualTo(Map.of(rejected, Outcome.REJECTED));
  }

  /** A person makes it, and it is looked for again. */
  private void makeTheProperty() {
    m1.send(
        TaskHarness.ACCOUNT,
        new io.m1bridge.m1.AccessToken("token"),
        new M1Call.AddProperty("Level", 1, "", List.of()));
    task.passInSteps(Duration.ofMinutes(4), Duration.ofSeconds(1));
  }
}

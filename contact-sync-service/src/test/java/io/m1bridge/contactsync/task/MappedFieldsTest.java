package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.field.FieldChecks;
import io.m1bridge.contactsync.mapping.MappedField;
import io.m1bridge.contactsync.mapping.MappedLabel;
import io.m1bridge.contactsync.view.MissingField;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Answers.Setting;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What mappings write is compared with the fields that M1 says an account has. */
class MappedFieldsTest {

  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 cloud = new FilteredM1(m1);
  private final TaskHarness task = new TaskHarness(cloud, 3);

  private static MappedField field(String name, int line) {
    return new MappedField(name, "customers.yaml", line, null);
  }

  private void mapped(MappedField... fields) {
    task.fields = List.of(fields);
    task.die();
    task.connected();
  }

  private void lists(M1Outcome<?> answer) {
    cloud.filter =
        call -> call instanceof M1Call.ContactSetting ? Optional.of(answer) : Optional.empty();
  }

  private static M1Outcome<?> rows(String... fields) {
    return new M1Outcome.Accepted<>(
        M1Answers.Rows.of(
            List.of(fields).stream().map(name -> new Setting(name, "", true, 1)).toList()));
  }

  private int asked() {
    return task.callsByKind.getOrDefault("contact/setting", 0);
  }

  @Test
  void shouldSayWhatM1DoesNotHaveAndWhatMayBeMeant() {
    lists(rows("email", "fullName", "city_zh", "qQ", "weiboo"));
    mapped(field("email", 4), field("city", 5), field("qq", 6), field("weibo", 7), field("fax", 8));
    task.settle();

    assertThat(task.view().missingFields())
        .containsExactly(
            new MissingField("weibo", "weiboo", "customers.yaml", 7),
            new MissingField("fax", null, "customers.yaml", 8));
    task.passInSteps(Duration.ofHours(23), Duration.ofMinutes(1));
    assertThat(asked()).as("once a day").isEqualTo(1);
    lists(rows("email", "weibo", "fax"));
    task.passInSteps(Duration.ofHours(2), Duration.ofMinutes(1));
    assertThat(task.view().missingFields())
        .extracting(MissingField::field)
        .containsExactly("city", "qq");
  }

  @Test
  void shouldSayNothingOfAListThatCannotBeBelieved() {
    lists(rows("fullName", "gender"));
    mapped(field("email", 4), field("city", 5));
    task.settle();
    assertThat(task.view().missingFields()).as("no list of fields").isEmpty();

    lists(new M1Outcome.Unexplained<>(Optional.empty(), "HTTP 400"));
    task.passInSteps(Duration.ofMinutes(11), Duration.ofSeconds(1));
    assertThat(task.view().missingFields()).isEmpty();
    assertThat(asked()).as("and asked again").isGreaterThan(1);
  }

  @Test
  void shouldAskEachHourAtMostWhereM1NeverTells() {
    List<String> lines;
    try (LoggedLines logged = new LoggedLines(FieldChecks.class)) {
      lines = logged.all();
      lists(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"));
      mapped(field("email", 4), field("city", 5));
      task.passInSteps(Duration.ofHours(4), Duration.ofSeconds(5));
      int before = asked();
      task.passInSteps(Duration.ofHours(5), Duration.ofSeconds(5));
      assertThat(asked() - before).isBetween(4, 5);
    }
    assertThat(lines).as("said once").hasSize(1);

    lists(rows("email"));
    task.passInSteps(Duration.ofMinutes(61), Duration.ofSeconds(5));
    assertThat(task.view().missingFields()).extracting(MissingField::field).contains("city");
    lists(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"));
    int known = asked();
    task.passInSteps(Duration.ofHours(24), Duration.ofSeconds(10));
    assertThat(asked() - known).as("soon again after the first no").isBetween(1, 3);
  }

  @Test
  void shouldAskNothingWhereNoMappingOfTheAccountWritesAnything() {
    lists(rows("email"));
    mapped();
    task.settle();
    mapped(new MappedField("city", "customers.yaml", 5, new AccountId("other")));
    task.settle();
    task.dry(true);
    mapped(field("city", 5));
    task.settle();

    assertThat(asked()).isZero();
    task.dry(false).connected().settle();
    assertThat(task.view().missingFields()).hasSize(1);
  }

  @Test
  void shouldKeepNoContactFromM1() {
    lists(rows("email"));
    mapped(field("city", 5));
    task.upsert("k1", person("a@x.cn", "\"city\":\"上海\""));
    task.settle();

    assertThat(m1.store().byEmail("a@x.cn")).isPresent();
    assertThat(task.promise().unsettled()).isZero();
  }

  @Test
  void shouldSayWhichLabelsM1DoesNotHaveWhereNoneIsMade() {
    lists(rows("email"));
    m1.send(
        TaskHarness.ACCOUNT,
        new AccessToken("t"),
        new M1Call.AddProperty("Level", 1, "", List.of()));
    task.settings.put("create-properties", "false");
    task.labels =
        List.of(
            new MappedLabel("Level", "customers.yaml", 9, false, null, null),
            new MappedLabel("Levl", "customers.yaml", 10, true, null, null),
            new MappedLabel("Branch", "customers.yaml", 11, false, null, null));
    mapped(field("email", 4));
    task.settle();

    assertThat(task.view().missingFields())
        .containsExactly(
            new MissingField("custom.Levl", "Level", "customers.yaml", 10),
            new MissingField("custom.Branch", null, "customers.yaml", 11));
  }
}

package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.M1Answers.DamagedRow;
import io.m1bridge.m1.M1Answers.Property;
import io.m1bridge.m1.M1Answers.Rows;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A row of the list of properties that cannot be read may be the one that is looked for. */
class DamagedPropertiesTest {

  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 cloud = new FilteredM1(m1);
  private final TaskHarness task = new TaskHarness(cloud).connected();

  @BeforeEach
  void hideTheLabel() {
    m1.send(
        TaskHarness.ACCOUNT,
        new AccessToken("token"),
        new M1Call.AddProperty("Level", 1, "Level", List.of()));
    cloud.answers = DamagedPropertiesTest::damaged;
  }

  @Test
  void shouldCreateNothingBeforeAWholeListWasRead() {
    String change = task.upsert("k1", person("a@x.cn", "\"custom\":{\"Level\":\"A\"}"));
    task.pass(Duration.ofMinutes(5));
    assertThat(task.ends()).isEmpty();
    assertThat(task.damagedRows()).containsOnlyKeys("contact/property/all");

    cloud.answers = outcome -> outcome;
    task.pass(Duration.ofMinutes(4));

    assertThat(task.ends()).containsEntry(change, Outcome.APPLIED);
    assertThat(creations()).isZero();
  }

  @Test
  void shouldTakeTheLabelForMissingWhenTheDamageStays() {
    String change = task.upsert("k1", person("a@x.cn", "\"custom\":{\"Level\":\"A\"}"));
    task.pass(Duration.ofMinutes(20));

    assertThat(task.ends()).containsEntry(change, Outcome.REJECTED);
    assertThat(task.deadLetterReasons()).containsExactly("property-missing");
    assertThat(creations()).isZero();
  }

  /** Those that the task made, beside the one of the test. */
  private int creations() {
    return task.callsByKind.getOrDefault("CREATE_PROPERTY", 0);
  }

  private static M1Outcome<?> damaged(M1Outcome<?> outcome) {
    boolean isList =
        outcome instanceof M1Outcome.Accepted<?> accepted
            && accepted.value() instanceof Rows<?> rows
            && !rows.rows().isEmpty()
            && rows.rows().get(0) instanceof Property;
    return isList
        ? new M1Outcome.Accepted<>(
            new Rows<>(List.of(), List.of(new DamagedRow(0, "{}", "id is missing"))))
        : outcome;
  }
}

package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.testkit.m1.DrawnSeed;
import io.m1bridge.testkit.m1.SimulatedM1;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deletes through the real client, against each thing that M1 may answer. */
class DeleteKnobsIT {

  private static final int CONTACTS = 60;
  private static final int DELETED = 55;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"contacts\": {\"pageCap\": 20}}",
        "{\"contacts\": {\"pageCap\": 7, \"aboveCap\": \"refused\"}}",
        "{\"contacts\": {\"goneDelete\": \"refused\"}}",
        "{\"contacts\": {\"goneDelete\": \"refused-rest-deleted\"}}",
        "{\"contacts\": {\"goneDelete\": \"counted\"}}",
        "{\"lists\": {\"memberLag\": \"PT8S\"}}",
        "{\"lists\": {\"contactLag\": \"PT8S\"}}",
        "{\"lists\": {\"nameLag\": \"PT8S\"}}",
        "{\"lists\": {\"removalLag\": \"PT20S\"}, \"contacts\": {\"goneDelete\": \"refused\"}}",
        "{\"lists\": {\"memberLag\": \"PT8S\", \"totalCountsHidden\": true}}",
        "{\"lists\": {\"address\": \"trimmed\"}}",
        "{\"lists\": {\"address\": \"upper\"}}",
        "{\"lists\": {\"address\": \"padded\"}}",
        "{\"lists\": {\"address\": \"mixed\"}}",
        "{\"lists\": {\"total\": {\"form\": \"text\"}}}",
        "{\"lists\": {\"total\": {\"form\": \"null\"}}}",
        "{\"lists\": {\"total\": {\"form\": \"absent\"}}}",
        "{\"lists\": {\"total\": {\"cap\": 10}}}",
        "{\"lists\": {\"total\": {\"surplus\": 500}}}",
        "{\"lists\": {\"depth\": {\"rows\": 30, \"beyond\": \"refused\"}}}",
        "{\"lists\": {\"depth\": {\"rows\": 30, \"beyond\": \"no-code\"}}}",
        "{\"lists\": {\"depth\": {\"rows\": 30, \"beyond\": \"server-error\"}}}",
        "{\"lists\": {\"depth\": {\"rows\": 30, \"beyond\": \"empty\"}}}",
        "{\"lists\": {\"depth\": {\"rows\": 30, \"beyond\": \"last-page\"}}}",
        "{\"answers\": {\"nothing\": \"null\"}}",
        "{\"answers\": {\"nothing\": \"empty-text\", \"nothingIsWhole\": true}}",
        "{\"answers\": {\"nothing\": \"absent\", \"nothingIsWhole\": true}}",
        "{\"damage\": {\"lists\": [\"contacts\", \"groups\"], \"kinds\": [\"missing-field\", \"null-field\"],"
            + " \"fields\": [\"createTime\", \"city\", \"contactSize\"], \"share\": 1}}",
        "{\"contacts\": {\"goneDelete\": \"refused\", \"refusalCode\": \"no-code\"},"
            + " \"lists\": {\"removalLag\": \"PT20S\"}}",
        "{\"names\": {\"trimmed\": true, \"longest\": 20, \"folded\": true}}"
      })
  void shouldDeleteWhateverM1Answers(String knobs) {
    try (SimulatedM1 m1 = new SimulatedM1(knobs)) {
      TaskHarness task = synced(m1);

      List<String> deletes = delete(task);
      task.pass(Duration.ofMinutes(3));

      assertThat(m1.emails()).as(knobs).hasSize(CONTACTS - DELETED);
      Map<String, Outcome> ends = task.ends();
      assertThat(deletes).allSatisfy(id -> assertThat(ends).containsEntry(id, Outcome.APPLIED));
      assertThat(task.deadLetterReasons()).isEmpty();
      assertThat(m1.calls()).as("calls").isLessThan(60);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"contacts\": {\"pageCap\": 7, \"aboveCap\": \"refused\"}}",
        "{\"contacts\": {\"goneDelete\": \"refused\"}}",
        "{\"contacts\": {\"goneDetailCode\": \"no-code\"}}",
        "{\"contacts\": {\"goneDetailCode\": \"E10001\"}}",
        "{\"failure\": {\"text\": \"text-only\", \"status\": 400}}",
        "{\"lists\": {\"memberLag\": \"PT8S\"}}",
        "{\"lists\": {\"nameLag\": \"PT8S\"}}",
        "{\"lists\": {\"removalLag\": \"PT20S\"}, \"contacts\": {\"goneDelete\": \"refused\"}}",
        "{\"lists\": {\"address\": \"mixed\"}}",
        "{\"lists\": {\"total\": {\"form\": \"absent\"}}}",
        "{\"answers\": {\"nothing\": \"empty-text\", \"nothingIsWhole\": true}}",
        "{\"names\": {\"trimmed\": true, \"longest\": 20, \"folded\": true}}"
      })
  void shouldDeleteByIdAndByGroupWhateverM1Answers(String knobs) {
    try (SimulatedM1 m1 = new SimulatedM1(knobs)) {
      TaskHarness task = synced(m1).with("group-delete", "true").connected();
      task.command(Command.Action.RECONCILE);
      task.passInSteps(Duration.ofMinutes(1), Duration.ofMillis(500));
      assertThat(task.view().reconcile().compared()).as(knobs).isEqualTo(CONTACTS);
      List<String> deletes = new ArrayList<>(List.of(task.delete("k0")));
      task.pass(Duration.ofMinutes(2));
      assertThat(m1.emails()).as(knobs).hasSize(CONTACTS - 1);
      assertThat(task.callsByKind).as(knobs).containsKey("contact/detail");

      deletes.addAll(delete(task, 1));
      task.pass(Duration.ofMinutes(3));

      assertThat(m1.emails()).as(knobs).hasSize(CONTACTS - DELETED);
      Map<String, Outcome> ends = task.ends();
      assertThat(deletes).allSatisfy(id -> assertThat(ends).containsEntry(id, Outcome.APPLIED));
      assertThat(task.deadLetterReasons()).isEmpty();
      assertThat(m1.calls()).as("calls").isLessThan(80);
    }
  }

  @Test
  void shouldDeleteByIdAndByGroupWhateverM1IsDrawn() {
    try (SimulatedM1 m1 = new SimulatedM1("{}")) {
      String drawn = m1.draw(DrawnSeed.next());
      TaskHarness task =
          synced(m1, Duration.ofMinutes(15)).with("group-delete", "true").connected();
      task.command(Command.Action.RECONCILE);
      task.passInSteps(Duration.ofMinutes(15), Duration.ofSeconds(2));
      List<String> deletes = new ArrayList<>(List.of(task.delete("k0")));
      task.passInSteps(Duration.ofMinutes(10), Duration.ofSeconds(1));
      deletes.addAll(delete(task, 1));
      task.passInSteps(Duration.ofMinutes(20), Duration.ofSeconds(1));

      assertThat(m1.emails()).as(drawn).hasSize(CONTACTS - DELETED);
      Map<String, Outcome> ends = task.ends();
      assertThat(deletes)
          .as(drawn)
          .allSatisfy(id -> assertThat(ends).containsEntry(id, Outcome.APPLIED));
      assertThat(task.deadLetterReasons()).as(drawn).isEmpty();
    }
  }

  @Test
  void shouldDeleteWhateverM1IsDrawn() {
    try (SimulatedM1 m1 = new SimulatedM1("{}")) {
      String drawn = m1.draw(DrawnSeed.next());
      TaskHarness task = synced(m1, Duration.ofMinutes(15));

      List<String> deletes = delete(task);
      task.passInSteps(Duration.ofMinutes(20), Duration.ofSeconds(1));

      assertThat(m1.emails()).as(drawn).hasSize(CONTACTS - DELETED);
      Map<String, Outcome> ends = task.ends();
      assertThat(deletes)
          .as(drawn)
          .allSatisfy(id -> assertThat(ends).containsEntry(id, Outcome.APPLIED));
      assertThat(task.deadLetterReasons()).as(drawn).isEmpty();
    }
  }

  @Test
  void shouldRejectWhatM1ShowsOnlyDamaged() {
    String knobs =
        "{\"damage\": {\"lists\": [\"contacts\"], \"kinds\": [\"null-row\"], \"share\": 0.1}}";
    try (SimulatedM1 m1 = new SimulatedM1(knobs)) {
      TaskHarness task = synced(m1);

      List<String> deletes = delete(task);
      task.passInSteps(Duration.ofMinutes(12), Duration.ofMillis(500));

      int left = m1.emails().size() - (CONTACTS - DELETED);
      assertThat(left).isPositive();
      Map<String, Outcome> ends = task.ends();
      assertThat(deletes.stream().filter(id -> ends.get(id) == Outcome.REJECTED)).hasSize(left);
      assertThat(deletes.stream().filter(id -> ends.get(id) == Outcome.APPLIED))
          .hasSize(DELETED - left);
      assertThat(task.deadLetterReasons()).hasSize(left).containsOnly("delete-not-found");
    }
  }

  private static TaskHarness synced(SimulatedM1 m1) {
    return synced(m1, Duration.ofSeconds(5));
  }

  private static TaskHarness synced(SimulatedM1 m1, Duration within) {
    TaskHarness task = new TaskHarness(m1, 3).connected();
    m1.follow(task.clock);
    for (int i = 0; i < CONTACTS; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", "\"city\":\"上海\""));
    }
    task.passInSteps(within, Duration.ofMillis(500));
    assertThat(m1.emails()).hasSize(CONTACTS);
    return task;
  }

  private static List<String> delete(TaskHarness task) {
    return delete(task, 0);
  }

  private static List<String> delete(TaskHarness task, int first) {
    List<String> deletes = new ArrayList<>();
    for (int i = first; i < DELETED; i++) {
      deletes.add(task.delete("k" + i));
    }
    return deletes;
  }
}

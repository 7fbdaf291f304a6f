package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No record that the task writes grows with what came in beyond a limit. */
class BoundedRecordsTest {

  /** Kafka's default for a request; a record has to stay below it with its headers. */
  private static final int REQUEST = 1_048_576 - 4_096;

  private final FakeM1 m1 = new FakeM1();
  private final TaskHarness task = new TaskHarness(m1);

  @Test
  void shouldNotLetAnIntentGrowWithWhatItsContactsHold() {
    task.connected();
    String notes = "n".repeat(1_200);
    for (int i = 0; i < 1_000; i++) {
      task.upsert("k" + i, person("p" + i + "@x.cn", "\"notes\":\"" + notes + "\""));
    }

    task.settle();

    assertThat(task.ends().values()).hasSize(1_000).containsOnly(Outcome.APPLIED);
    assertThat(task.largestRecord()).isLessThan(20_000);
  }

  @Test
  void shouldHoldTheLargestChangesTwoInARowAndInAFullBatch() {
    task.connected();
    m1.hold();
    for (int i = 0; i < 40; i++) {
      task.upsert("k" + i, large("p" + i + "@x.cn", 'a'));
    }
    task.pass(Duration.ofSeconds(1));
    for (int i = 0; i < 40; i++) {
      task.upsert("k" + i, large("p" + i + "@x.cn", 'b'));
    }
    m1.release();

    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).hasSize(80);
    assertThat(task.deadLetterReasons()).isEmpty();
    assertThat(task.largestRecord()).isLessThan(REQUEST);
  }

  @Test
  void shouldRefuseAContactThatGrowsChangeByChange() {
    task.connected();
    for (int i = 0; i < 5; i++) {
      StringBuilder labels = new StringBuilder("\"custom\":{\"L0\":\"v\"");
      for (int label = 0; label < 25; label++) {
        labels.append(",\"L").append(i).append('-').append(label).append("\":\"v\"");
      }
      task.upsert("k", person("p@x.cn", labels.append('}').toString()));
    }

    task.pass(Duration.ofMinutes(5));

    assertThat(task.deadLetterReasons()).containsOnly("too-many-labels").hasSizeBetween(1, 2);
    assertThat(task.ends()).hasSize(5 - task.deadLetterReasons().size());
  }

  @Test
  void shouldRefuseAContactThatHoldsTooMuch() {
    task.with("max-contact-bytes", "2000").connected();
    String small = task.upsert("k", person("p@x.cn", "\"notes\":\"" + "n".repeat(1_000) + "\""));
    task.patch("k", "{\"city\":\"" + "c".repeat(1_100) + "\"}");

    task.pass(Duration.ofMinutes(1));

    assertThat(task.deadLetterReasons()).containsExactly("contact-too-large");
    assertThat(task.ends()).containsExactly(Map.entry(small, Outcome.APPLIED));
  }

  @Test
  void shouldRefuseAContactThatJoinsTooMany() {
    task.with("max-groups", "2").connected();
    task.upsert("k", person("p@x.cn", "\"groups\":[\"A\",\"B\",\"C\"]"));

    task.pass(Duration.ofMinutes(1));

    assertThat(task.deadLetterReasons()).containsExactly("too-many-groups");
  }

  @Test
  void shouldBoundLongLabelsAndGroupsToo() {
    task.connected();
    for (int i = 0; i < 30; i++) {
      String name = String.valueOf((char) ('a' + i % 26)).repeat(3_900) + i;
      task.upsert(
          "l" + i % 3, person("l" + i % 3 + "@x.cn", "\"custom\":{\"" + name + "\":\"v\"}"));
      task.upsert("g" + i % 3, person("g" + i % 3 + "@x.cn", "\"groups\":[\"" + name + "\"]"));
      task.pass(Duration.ofSeconds(20));
    }

    assertThat(task.largestRecord()).isLessThan(REQUEST);
    assertThat(task.ends().size() + task.deadLetterReasons().size()).isEqualTo(60);
  }

  @Test
  void shouldCostTheSameForEachOfManyContactsWithOneAddress() {
    task.connected();
    for (int i = 0; i < 30_000; i++) {
      task.upsert("k" + i, person("none@company.cn", ""));
    }
    task.settle();
    assertThat(task.ends()).hasSize(1);
    assertThat(task.largestRecord()).isLessThan(2_000);
    assertThat(task.counts()).containsExactly(0, 29_999, 0);

    String gone = task.delete("k0");
    task.pass(Duration.ofMinutes(1));

    assertThat(task.ends()).hasSize(3).containsEntry(gone, Outcome.APPLIED);
    assertThat(task.ends()).containsAllEntriesOf(Map.of("e1", Outcome.APPLIED));
  }

  private static String large(String email, char filling) {
    StringBuilder json = new StringBuilder("{\"email\":\"" + email + "\",\"custom\":{\"L\":\"v\"");
    for (int i = 0; i < 60; i++) {
      json.append(",\"L").append(i).append("\":\"");
      json.append(String.valueOf(filling).repeat(4_000)).append('"');
    }
    return json.append("}}").toString();
  }
}

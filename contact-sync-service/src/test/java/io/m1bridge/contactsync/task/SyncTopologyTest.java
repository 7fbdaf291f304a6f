package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.byEvent;
import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.contracts.Topics;
import io.m1bridge.kafka.deadletter.DeadLetter;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncTopologyTest {

  @TempDir Path stateDir;
  private final FakeM1 m1 = new FakeM1();
  private final FilteredM1 cloud = new FilteredM1(m1);
  private SyncHarness sync;

  @BeforeEach
  void start() {
    sync = new SyncHarness(cloud, stateDir);
  }

  @AfterEach
  void stop() {
    sync.close();
  }

  @Test
  void shouldReadFurtherTopicsByTheirMappings() {
    sync.connected();
    String own = sync.upsert("k1", person("a@x.cn", ""));
    sync.row(
        "{\"id\":7}", "{\"op\":\"c\",\"after\":{\"id\":7,\"email\":\"b@x.cn\",\"city\":\"上海\"}}");
    sync.row("{\"id\":8}", "{\"op\":\"t\"}");
    sync.row("{\"id\":8}", "{\"op\":\"m\"}");

    assertThat(byEvent(sync.settle().results()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(own, Outcome.APPLIED, "crm.customers-0@0", Outcome.APPLIED));
    assertThat(m1.store().byEmail("b@x.cn").orElseThrow().fields())
        .containsEntry(ContactField.CITY, "上海");
    assertThat(sync.deadLetters()).hasSize(1);
  }

  @Test
  void shouldObeyWhatIsNotToBeMailedAndOutliveWhatCannotBeRead() {
    sync.connected();
    for (String key : new String[] {"demo/a@x.cn", "no account/a@x.cn", "demo", "", null}) {
      sync.suppressionRecord(key, "{\"reason\":");
      sync.suppressionRecord(key, "{}");
    }
    sync.suppressionRecord(
        "demo/a@x.cn", "{\"reason\":\"unsubscribed\",\"since\":\"2026-11-01T00:00:00Z\"}");
    String blocked = sync.upsert("k1", person("a@x.cn", ""));
    String applied = sync.upsert("k2", person("b@x.cn", ""));

    assertThat(byEvent(sync.settle().results()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(blocked, Outcome.BLOCKED, applied, Outcome.APPLIED));

    sync.suppressionRecord("demo/a@x.cn", null);
    sync.settle();
    assertThat(m1.store().byEmail("a@x.cn")).isPresent();
  }

  @Test
  void shouldObeyTheOrderToForgetAndPassOverItsOwnBeats() {
    sync.connected();
    sync.upsert("k1", person("a@x.cn", ""));
    sync.settle().results();
    sync.commandRecord(
        "demo",
        "{\"account\":\"demo\",\"action\":\"forget\",\"by\":\"li\",\"at\":\"2026-11-23T10:00:00Z\","
            + "\"arguments\":{\"contact\":\"k1\"}}");
    sync.settle();
    assertThat(m1.store().contacts()).isEmpty();
    sync.passInSteps(Duration.ofHours(3), Duration.ofMinutes(1));

    String again = sync.upsert("k1", person("a@x.cn", ""));
    assertThat(byEvent(sync.settle().results())).isEqualTo(Map.of(again, Outcome.APPLIED));
    assertThat(sync.undeliveredKeys()).contains("@beat/0", "@beat/23");
    assertThat(sync.deadLetters()).isEmpty();
  }

  /** The task is that of partition 0; with 24 of them the account lives elsewhere. */
  @Test
  void shouldLeaveOutASuppressionInAnotherPartitionThanItsAccount() {
    sync.close();
    SyncTopics one = TaskHarness.TOPICS;
    SyncTopics many =
        new SyncTopics(
            one.changes(),
            one.results(),
            one.deadLetters(),
            one.undelivered(),
            one.intents(),
            one.accounts(),
            one.commands(),
            one.suppressions(),
            one.routed(),
            Topics.PARTITIONS);
    sync = new SyncHarness(cloud, stateDir.resolve("many"), AddMerge.NEW_WINS, many);
    sync.connected();
    sync.suppressionRecord(
        "demo/a@x.cn", "{\"reason\":\"unsubscribed\",\"since\":\"2026-11-01T00:00:00Z\"}");
    String applied = sync.upsert("k1", person("a@x.cn", ""));

    assertThat(byEvent(sync.settle().results())).containsExactly(entry(applied, Outcome.APPLIED));
  }

  @Test
  void shouldFoldEverythingPendingIntoOneAdd() {
    sync.connected();
    String first = sync.upsert("k1", person("a@x.cn", "\"fullName\":\"王\""));
    String second = sync.patch("k1", "{\"city\":\"上海\"}");
    String other = sync.upsert("k2", person("b@x.cn", ""));

    List<SyncResult> results = sync.settle().results();

    assertThat(byEvent(results))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(first, Outcome.COALESCED, second, Outcome.APPLIED, other, Outcome.APPLIED));
    assertThat(results.get(0).foldedInto()).isEqualTo(second);
    assertThat(m1.calls()).hasSize(1);
    assertThat(m1.store().byEmail("a@x.cn").orElseThrow().fields())
        .containsEntry(ContactField.FULL_NAME, "王")
        .containsEntry(ContactField.CITY, "上海");
  }

  @Test
  void shouldDeleteByMarkedGroupAndLeaveNoGroupBehind() {
    sync.connected();
    for (int i = 0; i < 120; i++) {
      sync.upsert("k" + i, person("p" + i + "@x.cn", ""));
    }
    sync.settle().results();
    for (int i = 0; i < 70; i++) {
      sync.delete("k" + i);
    }

    Map<String, Outcome> ends = byEvent(sync.settle().results());

    assertThat(ends)
        .hasSize(70)
        .containsValue(Outcome.APPLIED)
        .doesNotContainValue(Outcome.REJECTED);
    assertThat(m1.store().contacts()).hasSize(50);
    assertThat(m1.calls(M1Call.AddContacts.class)).hasSize(2);
    // The third listing proves that all are gone.
    assertThat(m1.calls(M1Call.ListContacts.class)).hasSize(3);
    assertThat(m1.calls(M1Call.DeleteContacts.class)).hasSize(1);
    assertThat(m1.calls(M1Call.DeleteGroups.class)).hasSize(1);
  }

  @Test
  void shouldWaitForTheAccountAndThenSend() {
    sync.access.grantAlways(SyncHarness.ACCOUNT);
    String waits = sync.upsert("k1", person("a@x.cn", ""));

    assertThat(sync.settle().results()).isEmpty();
    assertThat(m1.calls()).isEmpty();
    assertThat(sync.views.all().get(0).problem()).contains("not known");
    sync.account(AccountDescriptor.State.REGISTERED);
    sync.settle();
    assertThat(sync.views.all().get(0).problem()).contains("not connected");
    assertThat(sync.views.all().get(0).queued()).isEqualTo(1);
    sync.account(AccountDescriptor.State.AUTHORIZED);

    assertThat(byEvent(sync.settle().results())).isEqualTo(Map.of(waits, Outcome.APPLIED));
  }

  @Test
  void shouldPutInvalidChangesAsideWithoutStopping() {
    sync.connected();
    sync.upsert("k1", "{\"fullName\":\"cut off");
    sync.patch("nobody", "{\"city\":\"上海\"}");
    String good = sync.upsert("k2", person("a@x.cn", ""));

    assertThat(byEvent(sync.settle().results())).isEqualTo(Map.of(good, Outcome.APPLIED));
    assertThat(sync.deadLetterReasons())
        .containsExactlyInAnyOrder("data-unreadable", "contact-unknown");
  }

  /** An old stamp on the letter itself would let retention take it at once. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 946_684_800_000L, 1_790_000_000_000L, 1_768_000_000_000_000L})
  void shouldPutAsideWithOurTimeAndTellTheTimeOfTheChange(long timestamp) {
    sync.connected();
    sync.sendAt("k1", "crm.contact.upserted.v1", "{\"email\":\"no address\"}", timestamp);

    List<TestRecord<byte[], byte[]>> letters = sync.deadLetters();

    assertThat(letters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getRecordTime()).isEqualTo(sync.clock.instant());
              assertThat(DeadLetter.read(letter.headers()).orElseThrow().timestamp())
                  .isEqualTo(Instant.ofEpochMilli(timestamp));
            });
  }

  @Test
  void shouldTellTheTimeOfTheChangeWhereM1RefusesIt() {
    sync.connected();
    cloud.filter =
        call ->
            FilteredM1.carries(call, "a@x.cn")
                ? Optional.of(new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"))
                : Optional.empty();
    long timestamp = sync.clock.millis() - 86_400_000;
    sync.sendAt("k1", "crm.contact.upserted.v1", person("a@x.cn", ""), timestamp);

    assertThat(sync.settle().deadLetters())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(DeadLetter.read(letter.headers()).orElseThrow().timestamp())
                    .isEqualTo(Instant.ofEpochMilli(timestamp)));
  }
}

package io.m1bridge.contactsync.task;

import static io.m1bridge.contactsync.task.SyncHarness.byEvent;
import static io.m1bridge.contactsync.task.SyncHarness.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.testkit.m1.FakeM1;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in topics that others write: never the end of the task. */
class AccountRecordsTest {

  @TempDir Path stateDir;

  @Test
  void shouldOutliveWhatCannotBeReadAndKeepWhatIsKnown() {
    FakeM1 m1 = new FakeM1();
    try (SyncHarness sync = new SyncHarness(m1, stateDir)) {
      sync.connected();
      sync.accountRecord(null, "{}");
      sync.accountRecord("no account/id", "{}");
      sync.accountRecord("demo", "garbage");
      sync.accountRecord("demo", "null");
      sync.accountRecord("demo", "{}");
      sync.accountRecord(
          "demo",
          "{\"account\":\"demo\",\"plan\":\"gold\",\"callsPerHour\":2000,\"state\":\"hibernating\","
              + "\"incarnation\":1,\"updatedAt\":\"2026-01-01T00:00:00Z\"}");
      sync.commandRecord(null, "{}");
      sync.commandRecord("demo", "garbage");
      sync.commandRecord("demo", null);
      sync.commandRecord("demo", "{\"account\":\"demo\",\"action\":\"dance\"}");
      // A record with 2^31 - 1 headers, and one with a key as long; then one from before all time.
      sync.commandRecord(
          "demo", replay("AQABdAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAD//////////3////8=", ""));
      sync.commandRecord("demo", replay("AQABdAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB/////", ""));
      sync.commandRecord(
          "demo",
          replay(
              "AQABdAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAD//////////wAAAAA=",
              "-1000000000-01-01T00:00:00Z"));
      sync.suppressionRecord(
          "demo/a@" + "中".repeat(5_000) + ".cn",
          "{\"reason\":\"unsubscribed\",\"since\":\"2026-11-01T00:00:00Z\"}");
      String change = sync.upsert("k1", person("a@x.cn", ""));
      sync.upsert("k2", person("a@" + "中".repeat(5_000) + ".cn", ""));

      assertThat(byEvent(sync.settle().results())).isEqualTo(Map.of(change, Outcome.APPLIED));
      assertThat(sync.deadLetterReasons()).containsExactly("field-invalid");
    }
  }

  private static String replay(String record, String putAside) {
    return "{\"account\":\"demo\",\"action\":\"replay\",\"arguments\":{\"contact\":\"k9\",\"record\":\""
        + record
        + (putAside.isEmpty() ? "" : "\",\"putAside\":\"" + putAside)
        + "\"}}";
  }
}

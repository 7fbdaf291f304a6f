package io.m1bridge.edm.table;

import static io.m1bridge.edm.summary.TestEvents.SENT_AT;
import static io.m1bridge.edm.summary.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.Suppression.Reason;
import io.m1bridge.edm.machine.MachineDefaults;
import io.m1bridge.edm.summary.CampaignTally;
import io.m1bridge.edm.summary.ContactSummary;
import io.m1bridge.edm.summary.SuppressionRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What REST finds in the stores is what the tables say. */
class TableStoresTest {

  private static final SuppressionRules RULES = new SuppressionRules(3, Duration.ofDays(90));

  @TempDir Path stateDir;

  private final TableTopics topics = TableTopics.named(topic -> topic);

  @Test
  void shouldFindWhatTheTablesHold() throws Exception {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "edm-tables-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    try (TopologyTestDriver driver =
        new TopologyTestDriver(
            TablesTopology.build(topics, RULES, MachineDefaults.model(), false, 3, () -> {}),
            properties)) {
      TestInputTopic<String, byte[]> engagement =
          driver.createInputTopic(
              topics.engagement().name(), new StringSerializer(), new ByteArraySerializer());
      for (String what : new String[] {"opened", "unsubscribed"}) {
        engagement.pipeInput(
            "li@x.cn", ContractJson.mapper().writeValueAsBytes(event(what, 7, SENT_AT)));
      }
      KeyValueStore<String, CampaignTally> tallies = driver.getKeyValueStore(TableStores.TALLIES);
      KeyValueStore<Bytes, byte[]> recipients = driver.getKeyValueStore(TableStores.RECIPIENTS);

      assertThat(TableStores.stats(tallies, "demo", 7).orElseThrow().rows()).isEqualTo(2);
      assertThat(TableStores.stats(tallies, "demo", 8)).isEmpty();
      ContactSummary summary = TableStores.summary(recipients, "demo", "li@x.cn");
      assertThat(summary.engagement("demo", "li@x.cn").opens()).isEqualTo(1);
      assertThat(Objects.requireNonNull(RULES.judge("demo", "li@x.cn", summary)).reason())
          .isEqualTo(Reason.UNSUBSCRIBED);
      assertThat(TableStores.summary(recipients, "demo", "wang@x.cn"))
          .isEqualTo(ContactSummary.NONE);
    }
  }
}

package io.m1bridge.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

  private static final Map<String, Object> CONNECTION =
      Map.of("bootstrap.servers", "kafka:9092", "security.protocol", "SSL");

  @Test
  void shouldPinTheDefaults() {
    Properties settings = StreamsSettings.of("contact-sync", CONNECTION, TestOptions.of(Map.of()));

    assertThat(settings)
        .containsEntry("application.id", "contact-sync")
        .containsEntry("bootstrap.servers", "kafka:9092")
        .containsEntry("security.protocol", "SSL")
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("commit.interval.ms", 500L)
        .containsEntry("main.consumer.session.timeout.ms", 6_000)
        .containsEntry("main.consumer.heartbeat.interval.ms", 2_000)
        .containsEntry("producer.transaction.timeout.ms", 10_000)
        .containsEntry("replication.factor", -1)
        .containsEntry("producer.max.request.size", 2_097_152)
        .containsEntry("topic.max.message.bytes", "2098176")
        .containsEntry("production.exception.handler", LoudProductionHandler.class)
        .containsEntry("m1bridge.rocksdb.store-write-buffer.bytes", 1_048_576L)
        .containsEntry("num.standby.replicas", 0);
    assertThat(settings.getProperty("state.dir"))
        .isEqualTo(System.getProperty("java.io.tmpdir") + "/m1-bridge-streams");
  }

  @Test
  void shouldBeAcceptedByKafkaStreamsAndReachItsMainConsumer() {
    StreamsConfig config =
        new StreamsConfig(StreamsSettings.of("contact-sync", CONNECTION, TestOptions.of(Map.of())));

    assertThat(config.getMainConsumerConfigs("group", "client", 0))
        .containsEntry("session.timeout.ms", 6_000)
        .containsEntry("isolation.level", "read_committed");
  }

  @Test
  void shouldLetOperatorsOverrideAnything() {
    Properties settings =
        StreamsSettings.of(
            "contact-sync",
            CONNECTION,
            TestOptions.of(Map.of("m1bridge.streams.properties.\"poll.ms\"", "7")));

    assertThat(settings).containsEntry("poll.ms", "7");
  }

  @Test
  void shouldSayWhatTookThePlaceOfASettingThatIsGone() {
    StreamsOptions options =
        TestOptions.of(Map.of("m1bridge.streams.rocksdb-write-buffer-bytes", "16777216"));

    assertThatThrownBy(() -> StreamsSettings.of("contact-sync", CONNECTION, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("m1bridge.streams.rocksdb-write-buffer-bytes is gone")
        .hasMessageContaining("m1bridge.streams.rocksdb-store-write-buffer-bytes");
  }

  @Test
  void shouldRefuseProducerThatIsTooSmallForOurRecords() {
    StreamsOptions options =
        TestOptions.of(
            Map.of("m1bridge.streams.properties.\"producer.max.request.size\"", "1000000"));

    assertThatThrownBy(() -> StreamsSettings.of("contact-sync", CONNECTION, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("producer.max.request.size")
        .hasMessageContaining("needed are at least 2097152");
  }
}

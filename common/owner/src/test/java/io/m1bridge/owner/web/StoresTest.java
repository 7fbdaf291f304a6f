package io.m1bridge.owner.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m1bridge.ui.problem.ProblemException;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StoresTest {

  /** It never starts, and so never asks a broker. */
  private static KafkaStreams unstarted() {
    StreamsBuilder topology = new StreamsBuilder();
    topology.table("words");
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "stores");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    return new KafkaStreams(topology.build(), settings);
  }

  private static void assertMoving(Optional<KafkaStreams> streams) {
    Stores stores = new Stores(() -> streams);
    assertThat(
            catchThrowableOfType(
                    ProblemException.class, () -> stores.ask("words", store -> store.get("a")))
                .problem()
                .status())
        .isEqualTo(503);
    assertThat(
            catchThrowableOfType(
                    ProblemException.class, () -> stores.ask("words", 1, store -> store.get("a")))
                .problem()
                .status())
        .isEqualTo(503);
  }

  @Test
  void shouldSayThatTheyComeBackBeforeTheStartAndAfterTheEnd() {
    assertMoving(Optional.empty());
    KafkaStreams streams = unstarted();
    assertMoving(Optional.of(streams));
    streams.close();
    assertMoving(Optional.of(streams));
  }
}

package io.m1bridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaNodeSettingsTest {

  @Test
  void shouldReplicateOnceOnSingleNode() {
    KafkaNodeSettings node = KafkaNodeSettings.forCluster(1, Path.of("data")).get(0);

    assertThat(node.properties())
        .containsAllEntriesOf(
            Map.of(
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "default.replication.factor", "1",
                "min.insync.replicas", "1"));
  }

  @Test
  void shouldSurviveOneLossOfThreeNodes() {
    List<KafkaNodeSettings> nodes = KafkaNodeSettings.forCluster(3, Path.of("data"));

    assertThat(nodes)
        .allSatisfy(
            node ->
                assertThat(node.properties())
                    .containsAllEntriesOf(
                        Map.of(
                            "default.replication.factor", "3",
                            "min.insync.replicas", "2",
                            "controller.quorum.voters", nodes.get(0).voters())));
    assertThat(
            nodes.stream()
                .flatMap(node -> List.of(node.brokerPort(), node.controllerPort()).stream()))
        .doesNotHaveDuplicates();
    assertThat(nodes.stream().map(KafkaNodeSettings::directory)).doesNotHaveDuplicates();
  }
}

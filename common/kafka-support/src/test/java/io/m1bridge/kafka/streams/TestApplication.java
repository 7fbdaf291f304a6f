package io.m1bridge.kafka.streams;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.kafka.topic.StreamsClients;
import io.m1bridge.kafka.topic.TestTopics;
import io.m1bridge.kafka.topic.TopicSetup;
import io.m1bridge.process.KafkaCluster;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TaskId;

/** A Streams application with a topic of its own, on a Kafka that tests share. */
final class TestApplication {

  final String name = "app-" + UUID.randomUUID();
  final TopicSpec input = new TopicSpec(name + ".input", 24, Map.of("cleanup.policy", "delete"));
  private final KafkaCluster kafka;
  private final Path stateDirectory;

  /**
   * @param stateDirectory of all of its replicas
   */
  TestApplication(KafkaCluster kafka, Path stateDirectory) {
    this.kafka = kafka;
    this.stateDirectory = stateDirectory;
  }

  StreamsOptions options(Map<String, String> more) {
    return TestOptions.of(with(more, stateDirectory));
  }

  StreamsOptions named(String replica) {
    Map<String, String> named =
        Map.of("m1bridge.streams.instance-id", replica, "m1bridge.streams.session-timeout", "40s");
    return TestOptions.of(with(named, stateDirectory.resolve(replica)));
  }

  private static Map<String, String> with(Map<String, String> options, Path stateDirectory) {
    Map<String, String> all = new HashMap<>(options);
    all.put("m1bridge.streams.state-dir", stateDirectory.toString());
    return all;
  }

  StreamsLifecycle lifecycle(StreamsOptions options, Topology topology) {
    return new StreamsLifecycle(
        problem -> setup().awaitFit(List.of(input), List.of(), problem),
        () -> topology,
        new StreamsClients(TestTopics.settings(Map.of())),
        StreamsSettings.of(name, connection(), options),
        options,
        Clock.systemUTC());
  }

  static Set<TaskId> tasks(StreamsLifecycle lifecycle) {
    return lifecycle.streams().stream()
        .flatMap(streams -> streams.metadataForLocalThreads().stream())
        .flatMap(thread -> thread.activeTasks().stream())
        .map(TaskMetadata::taskId)
        .collect(Collectors.toSet());
  }

  void produce(String topic) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(connection(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {1}));
    }
  }

  TopicSetup setup() {
    return new TopicSetup(
        connection(), TestTopics.settings(Map.of("m1bridge.topics.retry-every", "200ms")));
  }

  Map<String, Object> connection() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}

package io.m1bridge.contactsync.replay.web;

import io.m1bridge.contactsync.replay.DeadLetters;
import io.m1bridge.contactsync.replay.ReplayConfig;
import io.m1bridge.contactsync.replay.Replays;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.contracts.Topics;
import io.m1bridge.kafka.topic.TopicSettings;
import io.m1bridge.owner.command.CommandLog;
import io.m1bridge.owner.web.Replicas;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Puts together what reads dead letters. */
@Singleton
class ReplayBeans {

  @Produces
  @Singleton
  Replays replays(
      ReplayConfig config,
      TopicSettings topics,
      @Identifier("default-kafka-broker") Map<String, Object> connection,
      CommandLog commands,
      Sources sources,
      Replicas replicas,
      Clock clock) {
    return new Replays(
        () -> consumer(connection, Replays.SETTINGS),
        topics.named(Topics.DEAD_LETTERS).name(),
        commands,
        sources,
        account -> replicas.isElsewhere(account.value()),
        config.recordsPerSecond(),
        clock);
  }

  void close(@Disposes Replays replays) {
    replays.close();
  }

  @Produces
  @Singleton
  DeadLetters deadLetters(
      TopicSettings topics,
      @Identifier("default-kafka-broker") Map<String, Object> connection,
      Sources sources,
      Clock clock) {
    return DeadLetters.of(
        () -> consumer(connection, DeadLetters.SETTINGS),
        topics.named(Topics.DEAD_LETTERS).name(),
        sources,
        clock);
  }

  private static KafkaConsumer<byte[], byte[]> consumer(
      Map<String, Object> connection, Map<String, Object> further) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.putAll(further);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}

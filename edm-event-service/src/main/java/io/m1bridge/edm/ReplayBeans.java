package io.m1bridge.edm;

import io.m1bridge.contracts.Topics;
import io.m1bridge.edm.replay.DeadLetters;
import io.m1bridge.edm.replay.LetterTopic;
import io.m1bridge.edm.replay.Replays;
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

/** Puts together what reads dead letters for people. */
@Singleton
class ReplayBeans {

  @Produces
  @Singleton
  LetterTopic letterTopic(
      TopicSettings topics, @Identifier("default-kafka-broker") Map<String, Object> connection) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.putAll(LetterTopic.SETTINGS);
    return new LetterTopic(
        () ->
            new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        topics.named(Topics.EDM_DEAD_LETTERS));
  }

  @Produces
  @Singleton
  DeadLetters deadLetters(LetterTopic topic) {
    return new DeadLetters(topic);
  }

  @Produces
  @Singleton
  Replays replays(LetterTopic topic, CommandLog commands, Replicas replicas, Clock clock) {
    return new Replays(topic, commands, account -> replicas.isElsewhere(account.value()), clock);
  }

  void close(@Disposes Replays replays) {
    replays.close();
  }
}

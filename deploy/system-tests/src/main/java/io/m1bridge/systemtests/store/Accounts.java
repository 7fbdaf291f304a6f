package io.m1bridge.systemtests.store;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.process.KafkaCluster;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The accounts topic, which token-service makes otherwise. */
final class Accounts {

  private Accounts() {}

  /** Creates the topic with one connected account in it. */
  static void connect(KafkaCluster kafka, String account) throws Exception {
    Map<String, Object> connection = Map.of("bootstrap.servers", kafka.bootstrapServers());
    TopicSpec topic = Topics.ACCOUNTS;
    try (Admin admin = Admin.create(connection)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic.name(), topic.partitions(), (short) 1)
                      .configs(topic.config())))
          .all()
          .get();
    }
    AccountDescriptor descriptor =
        new AccountDescriptor(
            account, "diamond", 4000, AccountDescriptor.State.AUTHORIZED, 1, null, Instant.now());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(connection, new StringSerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  topic.name(),
                  AccountPartitioner.partition(account, topic.partitions()),
                  account,
                  ContractJson.mapper().writeValueAsBytes(descriptor)))
          .get();
    }
  }
}

package io.m1bridge.edm.service;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.http.StubTokenService;
import io.m1bridge.testkit.process.KafkaExtension;
import io.m1bridge.testkit.process.SharedSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The service as it is shipped, over the shared Kafka and simulator, polling every few seconds. */
final class EdmProcess {

  private EdmProcess() {}

  /** How to start it. */
  static JvmCommand command(
      KafkaExtension kafka, Path directory, StubTokenService tokenService, int port, int management)
      throws IOException {
    Path callerToken = Files.writeString(directory.resolve("caller.jwt"), "not-checked-here");
    return JvmCommand.ofJar("edm-event-service", ServiceJar.locate("edm-event-service"))
        .withEnv("KAFKA_BOOTSTRAP_SERVERS", kafka.cluster().bootstrapServers())
        .withEnv("M1_API_URL", SharedSimulator.apiUrl())
        .withEnv("M1_AUTH_URL", SharedSimulator.authUrl())
        .withEnv("TOKEN_SERVICE_URL", tokenService.url())
        .withEnv("M1BRIDGE_CALLER_TOKEN_FILE", callerToken.toAbsolutePath())
        .withEnv("M1BRIDGE_STREAMS_STATE_DIR", directory.resolve("state").toAbsolutePath())
        .withEnv("M1BRIDGE_EDM_POLL_MIN_INTERVAL", "1s")
        .withEnv("M1BRIDGE_EDM_POLL_MAX_INTERVAL", "3s")
        .withEnv("M1BRIDGE_EDM_POLL_DISCOVERY_INTERVAL", "2s")
        .withEnv("QUARKUS_HTTP_HOST", "127.0.0.1")
        .withEnv("QUARKUS_HTTP_PORT", port)
        .withEnv("QUARKUS_MANAGEMENT_HOST", "127.0.0.1")
        .withEnv("QUARKUS_MANAGEMENT_PORT", management);
  }

  /** The account is connected, as token-service would say on its topic. */
  static void connect(KafkaExtension kafka, String account)
      throws ExecutionException, InterruptedException, IOException {
    TopicSpec topic = Topics.ACCOUNTS;
    try (Admin admin = Admin.create(kafka.connection());
        Producer<String, byte[]> producer =
            new KafkaProducer<>(
                kafka.connection(), new StringSerializer(), new ByteArraySerializer())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic.name(), topic.partitions(), (short) 1)
                      .configs(topic.config())))
          .all()
          .get();
      AccountDescriptor descriptor =
          new AccountDescriptor(
              account, "diamond", 4000, AccountDescriptor.State.AUTHORIZED, 1, null, Instant.now());
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

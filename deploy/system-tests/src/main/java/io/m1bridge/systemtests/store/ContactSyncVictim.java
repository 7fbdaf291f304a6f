package io.m1bridge.systemtests.store;

import io.m1bridge.contracts.Topics;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.NewTopicProducer;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.systemtests.Round;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** contact-sync-service: takes changes in and queues them; M1 is not reached here. */
final class ContactSyncVictim implements Victim {

  private static final String SERVICE = "contact-sync-service";
  private static final String APPLICATION = "contact-sync";
  private static final int CHANGES = 6_000;
  private static final int CONTACTS = 20_000;
  private static final int ACCOUNTS = 5;
  private static final int NOTES = 400;

  private final VictimProcess service;
  private final Map<String, Object> connection;
  private final RandomGenerator random;
  private int events;

  private ContactSyncVictim(
      VictimProcess service, Map<String, Object> connection, RandomGenerator random) {
    this.service = service;
    this.connection = connection;
    this.random = random;
  }

  /** Starts it; the accounts topic must be there. */
  static ContactSyncVictim start(Round round, KafkaCluster kafka) throws Exception {
    Path directory = round.processes().directory();
    Path state = directory.resolve(SERVICE + "-state");
    Path callerToken = Files.writeString(directory.resolve("caller.jwt"), "not-checked-here");
    int management = FreePort.find();
    String nobody = "http://127.0.0.1:" + FreePort.find();
    ServiceProcess process =
        round
            .processes()
            .start(
                StreamsCommand.of(SERVICE, kafka, state, FreePort.find(), management)
                    .withEnv("M1_API_URL", nobody + "/v2")
                    .withEnv("M1_AUTH_URL", nobody)
                    .withEnv("TOKEN_SERVICE_URL", nobody)
                    .withEnv("M1BRIDGE_CALLER_TOKEN_FILE", callerToken));
    ContactSyncVictim victim =
        new ContactSyncVictim(
            new VictimProcess(process, APPLICATION, state, management),
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            round.random());
    victim.service().awaitReady();
    return victim;
  }

  @Override
  public VictimProcess service() {
    return service;
  }

  @Override
  public void write() {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            NewTopicProducer.config(connection),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < CHANGES; i++) {
        int contact = random.nextInt(CONTACTS);
        ProducerRecord<String, byte[]> change =
            new ProducerRecord<>(
                Topics.CONTACT_CHANGES.name(),
                "c" + contact,
                "{\"email\":\"c%d@example.com\",\"notes\":\"%s\"}"
                    .formatted(contact, Integer.toHexString(random.nextInt()).repeat(NOTES / 8))
                    .getBytes(StandardCharsets.UTF_8));
        attributes(change.headers(), contact);
        producer.send(change);
      }
    }
  }

  private void attributes(Headers headers, int contact) {
    Map<String, String> attributes =
        Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            "e" + ++events,
            "ce_source",
            "/crm",
            "ce_type",
            "crm.contact.upserted.v1",
            "ce_subject",
            "c" + contact,
            "ce_m1account",
            "account-" + contact % ACCOUNTS);
    attributes.forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
  }

  /** Forgets all input that waits: the changes and what is on its way between the two halves. */
  @Override
  public void holdInput() throws Exception {
    try (Admin admin = Admin.create(connection)) {
      List<String> inputs =
          admin.listTopics().names().get().stream()
              .filter(name -> name.endsWith("-repartition") || isInput(name))
              .toList();
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      for (TopicDescription topic : admin.describeTopics(inputs).allTopicNames().get().values()) {
        topic
            .partitions()
            .forEach(
                one ->
                    all.put(
                        new TopicPartition(topic.name(), one.partition()),
                        RecordsToDelete.beforeOffset(-1)));
      }
      admin.deleteRecords(all).all().get();
    }
  }

  private static boolean isInput(String topic) {
    return topic.equals(Topics.CONTACT_CHANGES.name())
        || topic.equals(Topics.CONTACT_SYNC_INTENTS.name());
  }

  /** Nothing to do: it was forgotten. */
  @Override
  public void letInput() {}
}

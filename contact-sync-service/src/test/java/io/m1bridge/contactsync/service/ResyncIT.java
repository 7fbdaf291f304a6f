package io.m1bridge.contactsync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.StubTokenService;
import io.m1bridge.testkit.process.KafkaExtension;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a changed mapping reaches contacts whose changes are long past: docs/mapping.md, resync. */
@Tag("slow")
class ResyncIT {

  @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(1);

  private static final String TABLE = "shop.public.clients";
  private static final String GROUP = "contact-sync";
  private static final int ROWS = 60;
  private static final int DELETED = 10;
  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final Duration SETTLE_WITHIN = Duration.ofSeconds(120);
  private static final String BEFORE =
      """
      format: json
      key-format: text
      account: {constant: demo}
      contact:
        fields: {email: mail, city: town}
      """;
  private static final String AFTER =
      BEFORE.replace("city: town}", "city: town, companyName: firm}");

  private final SyncWorld world = new SyncWorld(KAFKA);

  @Test
  void shouldReadTheSourceAgainAndSendWhatIsNew() throws Exception {
    String token = world.begin();
    Path target = Files.createDirectories(Path.of("target"));
    try (Admin admin = Admin.create(KAFKA.connection());
        StubTokenService tokenService = new StubTokenService(token, SyncWorld.PERMIT_VALIDITY);
        LocalProcesses before =
            LocalProcesses.in(Files.createTempDirectory(target, "contact-sync-before-"));
        LocalProcesses after =
            LocalProcesses.in(Files.createTempDirectory(target, "contact-sync-resync-"))) {
      admin.createTopics(List.of(new NewTopic(TABLE, 2, (short) 1))).all().get();
      feed();
      int port = FreePort.find();
      int management = FreePort.find();
      Operator operator = new Operator(port);
      JvmCommand command = world.command(before.directory(), tokenService, port, management);
      ServiceProcess old = start(before, command, BEFORE, management);
      await().atMost(SETTLE_WITHIN).until(() -> firms().size() == ROWS - DELETED);
      await().atMost(SETTLE_WITHIN).until(() -> operator.status().path("pending").asInt() == 0);
      assertThat(firms()).containsValue("").doesNotContainValue("梅花");

      operator.command(SyncWorld.ACCOUNT, "pause");
      await().atMost(SETTLE_WITHIN).until(() -> isPaused(operator));
      assertThat(old.terminate(Duration.ofSeconds(15))).as("stops by itself").isTrue();
      await().atMost(SETTLE_WITHIN).until(() -> isReset(admin));
      JsonNode callsBefore = calls();
      start(after, command, AFTER, management);
      await().atMost(SETTLE_WITHIN).until(() -> isRead(admin));
      await().atMost(SETTLE_WITHIN).until(() -> toEdit(operator) == ROWS - DELETED);

      assertThat(isPaused(operator)).isTrue();
      assertThat(calls()).isEqualTo(callsBefore);
      assertThat(firms()).doesNotContainValue("梅花");

      operator.command(SyncWorld.ACCOUNT, "resume");
      await().atMost(SETTLE_WITHIN).until(() -> !firms().containsValue(""));

      assertThat(firms()).hasSize(ROWS - DELETED).containsValue("梅花");
      await()
          .atMost(SETTLE_WITHIN)
          .until(() -> operator.status().path("callsByKind").path("edit").asInt() > 0);
      JsonNode made = operator.status().path("callsByKind");
      assertThat(made.path("edit").asInt()).isEqualTo(1);
      assertThat(made.path("add").asInt() + made.path("delete").asInt()).isZero();
    }
  }

  private static ServiceProcess start(
      LocalProcesses processes, JvmCommand command, String mapping, int management)
      throws Exception {
    Path file = Files.writeString(processes.directory().resolve("clients.yaml"), mapping);
    ServiceProcess service =
        processes.start(
            command.withSystemProperty(
                "m1bridge.contact-sync.sources.\"" + TABLE + "\"", file.toAbsolutePath()));
    service.awaitReady(
        URI.create("http://127.0.0.1:" + management + "/q/health/ready"), START_WITHIN);
    return service;
  }

  private static void feed() {
    try (Producer<String, String> producer =
        new KafkaProducer<>(
            new HashMap<>(KAFKA.connection()), new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < ROWS; i++) {
        String row = "{\"mail\":\"c%d@x.cn\",\"town\":\"上海\",\"firm\":\"梅花\"}".formatted(i);
        producer.send(new ProducerRecord<>(TABLE, "c" + i, row));
      }
      for (int i = 0; i < DELETED; i++) {
        producer.send(new ProducerRecord<>(TABLE, "c" + i, null));
      }
    }
  }

  /** The company of each contact of M1 by its email; empty where it has none. */
  private Map<String, String> firms() {
    Map<String, String> firms = new TreeMap<>();
    for (JsonNode contact : world.contactsInM1()) {
      firms.put(contact.path("email").asText(), contact.path("companyName").asText().strip());
    }
    return firms;
  }

  private JsonNode calls() {
    return world.control("GET", "/accounts/" + SyncWorld.ACCOUNT + "/calls", "");
  }

  private static boolean isPaused(Operator operator) throws Exception {
    return operator.queue(SyncWorld.ACCOUNT).path("paused").asBoolean();
  }

  private static int toEdit(Operator operator) throws Exception {
    return operator.queue(SyncWorld.ACCOUNT).path("lanes").path("edit").asInt();
  }

  /** As {@code kafka-consumer-groups --reset-offsets --to-earliest} does it. */
  private static boolean isReset(Admin admin) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> first = new HashMap<>();
    for (int partition = 0; partition < 2; partition++) {
      first.put(new TopicPartition(TABLE, partition), new OffsetAndMetadata(0));
    }
    try {
      admin.alterConsumerGroupOffsets(GROUP, first).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownMemberIdException
          || e.getCause() instanceof GroupNotEmptyException) {
        return false; // Kafka has not noticed yet that the last member left.
      }
      throw e;
    }
  }

  private static boolean isRead(Admin admin) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> read =
        admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (int partition = 0; partition < 2; partition++) {
      latest.put(new TopicPartition(TABLE, partition), OffsetSpec.latest());
    }
    Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(latest).all().get();
    return ends.entrySet().stream()
        .allMatch(
            end ->
                read.containsKey(end.getKey())
                    && read.get(end.getKey()).offset() >= end.getValue().offset());
  }
}

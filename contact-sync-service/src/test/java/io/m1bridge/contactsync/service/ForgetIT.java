package io.m1bridge.contactsync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.m1bridge.contracts.Topics;
import io.m1bridge.kafka.event.CloudEventRecords;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.NewTopicProducer;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.StubTokenService;
import io.m1bridge.testkit.process.KafkaExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A forgotten person is looked for byte by byte on the broker's disk: in every topic of the
 * service, with seconds where its settings have hours and days.
 */
@Tag("slow")
class ForgetIT {

  @RegisterExtension
  static final KafkaExtension KAFKA =
      KafkaExtension.node(
          Map.of("log.retention.check.interval.ms", "500", "log.cleaner.backoff.ms", "500"));

  private static final Duration PATIENCE = Duration.ofSeconds(180);

  /** The address is the CRM's key too, so that keys are looked for with it. */
  private static final String WANG = "wang.li@forget.cn";

  private static final String OTHER = "other@forget.cn";
  private static final String SECONDS = "1000";

  private final SyncWorld world = new SyncWorld(KAFKA);

  @Test
  void shouldLeaveNoByteOfAForgottenPersonInTheTopics() throws Exception {
    String token = world.begin();
    Path target = Files.createDirectories(Path.of("target"));
    try (StubTokenService tokenService = new StubTokenService(token, SyncWorld.PERMIT_VALIDITY);
        LocalProcesses processes =
            LocalProcesses.in(Files.createTempDirectory(target, "contact-sync-forget-"))) {
      int port = FreePort.find();
      int management = FreePort.find();
      Operator operator = new Operator(port);
      ServiceProcess service =
          processes.start(
              impatient(world.command(processes.directory(), tokenService, port, management)));
      URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
      service.awaitReady(ready, PATIENCE);
      send(WANG, "{\"email\":\"" + WANG + "\",\"city\":\"上海\"}");
      send(OTHER, "{\"email\":\"" + OTHER + "\"}");
      await().atMost(PATIENCE).until(() -> world.contactsInM1().size() == 2);
      send(WANG, "{\"email\":\"" + WANG + "\",\"gender\":\"unsure\"}");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(topicsWith(WANG))
                      .contains(
                          "contact-sync-contacts-changelog",
                          "contact-sync-ledger-changelog",
                          "contact-sync.undelivered",
                          "contact-sync.dead-letters"));

      assertThat(operator.forgotten(SyncWorld.ACCOUNT, WANG).status()).isEqualTo(404);
      Answer asked = operator.forget(SyncWorld.ACCOUNT, WANG);
      assertThat(asked.status()).as(asked.body()).isEqualTo(202);
      assertThat(asked.json().path("forget").path("atM1").asText()).isEqualTo("waiting");
      assertThat(asked.json().path("forget").path("topics")).hasSize(9);
      JsonNode forgotten =
          await()
              .atMost(PATIENCE)
              .until(
                  () -> operator.forgotten(SyncWorld.ACCOUNT, WANG).json(),
                  it -> it.path("stateGone").asBoolean());

      assertThat(forgotten.path("atM1").asText()).isEqualTo("deleted");
      assertThat(forgotten.has("contact")).isFalse();
      assertThat(forgotten.path("by").asText()).isEqualTo("a person with the token");
      assertDates(forgotten);
      assertThat(world.contactsInM1()).hasSize(1);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(() -> assertThat(topicsWith(WANG)).isEmpty());
      assertThat(topicsWith(OTHER)).contains("contact-sync-contacts-changelog");
      service.sigkill();
      service.restart();
      service.awaitReady(ready, PATIENCE);
      assertThat(operator.forgotten(SyncWorld.ACCOUNT, WANG).json().path("goneAt"))
          .isEqualTo(forgotten.path("goneAt"));
      assertThat(topicsWith(WANG)).isEmpty();
      Answer pressed = operator.confirmed(SyncWorld.ACCOUNT, "forget", "contact=other%40forget.cn");
      assertThat(pressed.status()).as(pressed.body()).isEqualTo(303);
      await().atMost(PATIENCE).until(() -> world.contactsInM1().isEmpty());
      assertThat(Files.readString(service.logFile())).doesNotContain(WANG);
    }
  }

  private static void assertDates(JsonNode forgotten) {
    Instant goneAt = Instant.parse(forgotten.path("goneAt").asText());
    for (JsonNode topic : forgotten.path("topics")) {
      assertThat(Instant.parse(topic.path("goneBy").asText()))
          .as(topic.path("topic").asText())
          .isEqualTo(goneAt.plusSeconds(topic.path("keptSeconds").asLong()))
          .isAfter(goneAt);
    }
  }

  /** Seconds where the defaults are hours and days. */
  private static JvmCommand impatient(JvmCommand usual) {
    JvmCommand command =
        usual
            .withSystemProperty("m1bridge.contact-sync.forget.beat", "500ms")
            .withSystemProperty(
                "m1bridge.streams.properties.\"repartition.purge.interval.ms\"", "500");
    List<String> compacted =
        List.of(
            "contact-sync-contacts-changelog",
            "contact-sync-originals-changelog",
            "contact-sync-ledger-changelog",
            "contact-sync.undelivered");
    for (String topic : compacted) {
      command = set(command, topic, "max.compaction.lag.ms", SECONDS);
      command = set(command, topic, "delete.retention.ms", SECONDS);
    }
    List<String> retained =
        List.of("contact-sync.results", "contact-sync.dead-letters", "contact-sync.commands");
    for (String topic : retained) {
      command = set(command, topic, "retention.ms", "20000");
    }
    List<String> all = new ArrayList<>(compacted);
    all.addAll(retained);
    all.add("contact-sync-changes-by-account-repartition");
    for (String topic : all) {
      command = set(command, topic, "segment.ms", SECONDS);
      command = set(command, topic, "file.delete.delay.ms", "100");
    }
    return command;
  }

  private static JvmCommand set(JvmCommand command, String topic, String key, String value) {
    return command.withSystemProperty(
        "m1bridge.topics.config.\"" + topic + "\".\"" + key + "\"", value);
  }

  private static void send(String key, String data) {
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            NewTopicProducer.config(KAFKA.connection()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(
              Topics.CONTACT_CHANGES.name(),
              null,
              key,
              data.getBytes(StandardCharsets.UTF_8),
              CloudEventRecords.headers(
                  CloudEventBuilder.v1()
                      .withId(key + Instant.now())
                      .withSource(URI.create("/crm"))
                      .withType("crm.contact.upserted.v1")
                      .withSubject(key)
                      .withExtension("m1account", SyncWorld.ACCOUNT)
                      .build())));
    }
  }

  /** Topics of the service in one of whose files, deleted ones included, a text stands. */
  private static TreeSet<String> topicsWith(String text) throws IOException {
    TreeSet<String> found = new TreeSet<>();
    Files.walkFileTree(
        KAFKA.directory(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String partition = file.getParent().getFileName().toString();
            if (partition.startsWith("contact-sync") && read(file).contains(text)) {
              found.add(partition.substring(0, partition.lastIndexOf('-')));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path gone, IOException why) {
            return FileVisitResult.CONTINUE; // Kafka removes and renames files meanwhile
          }
        });
    return found;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return ""; // Kafka has just removed it
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

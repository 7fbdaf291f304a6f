package io.m1bridge.contactsync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contactsync.avro.AvroBytes;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.guarantee.OneTerminalResult;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import io.m1bridge.process.http.StubTokenService;
import io.m1bridge.testkit.process.KafkaExtension;
import io.m1bridge.testkit.registry.TestSchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A topic in Avro whose registry does not answer, through the service as it is shipped. */
@Tag("slow")
class AvroIT {

  @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(1);

  private static final String TABLE = "shop.public.customers";
  private static final String PEOPLE = "crm.people";
  private static final int ROWS = 40;
  private static final int VERSIONS = 5;
  private static final Duration WITHIN = Duration.ofSeconds(120);
  private static final String WAITS = "Records in Avro wait";
  private static final Schema KEY =
      new Schema.Parser()
          .parse(
              "{\"type\":\"record\",\"name\":\"Key\",\"fields\":[{\"name\":\"id\",\"type\":\"int\"}]}");
  private static final Schema ENVELOPE =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Envelope", "fields": [
                {"name": "after", "type": ["null", {"type": "record", "name": "Value", "fields": [
                  {"name": "id", "type": "int"}, {"name": "mail", "type": "string"},
                  {"name": "town", "type": "string"}]}]},
                {"name": "op", "type": "string"}]}
              """);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SyncWorld world = new SyncWorld(KAFKA);

  @AfterEach
  void leaveTheSimulatorAsItWas() {
    world.control("POST", "/reset", "");
  }

  @Test
  void shouldWaitForTheRegistryAndLoseNothing() throws Exception {
    String token = world.begin();
    try (Admin admin = Admin.create(KAFKA.connection())) {
      admin
          .createTopics(
              List.of(new NewTopic(TABLE, 2, (short) 1), new NewTopic(PEOPLE, 2, (short) 1)))
          .all()
          .get();
    }
    Path target = Files.createDirectories(Path.of("target"));
    int management = FreePort.find();
    URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
    try (TestSchemaRegistry registry = new TestSchemaRegistry();
        StubTokenService tokenService = new StubTokenService(token, SyncWorld.PERMIT_VALIDITY);
        LocalProcesses processes =
            LocalProcesses.in(Files.createTempDirectory(target, "contact-sync-avro-"));
        ResultReader results = new ResultReader(KAFKA.connection())) {
      Map<String, Map<String, String>> people = new TreeMap<>();
      Map<String, Map<String, String>> all = new TreeMap<>();
      feed(registry, people, all, results.promise());
      registry.failWith(503);
      ServiceProcess service =
          processes.start(command(processes, tokenService, registry, management));

      await().atMost(WITHIN).until(() -> world.mismatches(people).isEmpty());
      assertThat(world.contactsInM1()).as("nothing of what waits").hasSize(people.size());
      Answer waiting = new JsonHttp().get(ready).answer();
      assertThat(waiting.status()).isEqualTo(503);
      assertThat(waiting.body())
          .contains("schema-registry", "503", "m1bridge.contact-sync.schema-registry.url");
      assertThat(waits(service)).as("said once").isEqualTo(1);

      service.sigkill();
      service.restart();
      await().atMost(WITHIN).until(() -> waits(service) == 2);
      registry.failWith(0);

      await().atMost(WITHIN).until(() -> results.promise().state().complete());
      assertThat(results.promise().state().unsettled()).isZero();
      assertThat(world.mismatches(all)).isEmpty();
      service.awaitReady(ready, WITHIN);
      assertThat(Files.readString(service.logFile()))
          .as("no stream thread died of it")
          .doesNotContain("stream thread");
      assertThat(service.terminate(Duration.ofSeconds(15))).as("stops by itself").isTrue();
    }
  }

  /** How often the log says that records wait. */
  private static long waits(ServiceProcess service) throws IOException {
    try (Stream<String> lines = Files.lines(service.logFile())) {
      return lines.filter(line -> line.contains(WAITS)).count();
    }
  }

  /** Rows of a table in Avro, each changed several times, and people in JSON. */
  private static void feed(
      TestSchemaRegistry registry,
      Map<String, Map<String, String>> people,
      Map<String, Map<String, String>> all,
      OneTerminalResult promise)
      throws Exception {
    List<Future<RecordMetadata>> changes = new ArrayList<>();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            new HashMap<>(KAFKA.connection()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int version = 1; version <= VERSIONS; version++) {
        for (int i = 0; i < ROWS; i++) {
          String key = "{\"id\":%d}".formatted(i);
          String value =
              "{\"op\":\"u\",\"after\":{\"id\":%d,\"mail\":\"t%d@x.cn\",\"town\":\"上海%d\"}}"
                  .formatted(i, i, version);
          changes.add(
              producer.send(
                  new ProducerRecord<>(
                      TABLE, avro(registry, KEY, key), avro(registry, ENVELOPE, value))));
          all.put("t" + i + "@x.cn", Map.of("city", "上海" + version));
        }
      }
      for (int i = 0; i < ROWS; i++) {
        String person = "{\"mail\":\"p%d@x.cn\",\"town\":\"北京\"}".formatted(i);
        changes.add(producer.send(new ProducerRecord<>(PEOPLE, utf8("p" + i), utf8(person))));
        people.put("p" + i + "@x.cn", Map.of("city", "北京"));
      }
      producer.flush();
    }
    all.putAll(people);
    for (Future<RecordMetadata> change : changes) {
      RecordMetadata at = change.get();
      promise.produced(new Coordinates(at.topic(), at.partition(), at.offset()), true);
    }
  }

  private JvmCommand command(
      LocalProcesses processes,
      StubTokenService tokenService,
      TestSchemaRegistry registry,
      int management)
      throws IOException {
    Path directory = processes.directory();
    return world
        .command(directory, tokenService, FreePort.find(), management)
        .withSystemProperty(setting(TABLE), mapping(directory, "debezium"))
        .withSystemProperty(setting(PEOPLE), mapping(directory, "json"))
        .withSystemProperty("m1bridge.contact-sync.schema-registry.url", registry.url().toString());
  }

  private static String mapping(Path directory, String format) throws IOException {
    String text =
        """
        format: %s
        account: {constant: demo}
        contact:
          fields: {email: mail, city: town}
        """
            .formatted(format);
    return Files.writeString(directory.resolve(format + ".yaml"), text).toAbsolutePath().toString();
  }

  private static String setting(String topic) {
    return "m1bridge.contact-sync.sources.\"" + topic + "\"";
  }

  private static byte[] avro(TestSchemaRegistry registry, Schema schema, String json)
      throws IOException {
    return AvroBytes.framed(registry, schema, JSON.readTree(json));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.m1bridge.contactsync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.guarantee.OneTerminalResult;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.StubTokenService;
import io.m1bridge.testkit.process.KafkaExtension;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Topics that mapping files read, through the service as it is shipped. */
class SourcesIT {

  @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(1);

  private static final String TABLE = "shop.public.customers";
  private static final String PEOPLE = "crm.people";
  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final Duration SETTLE_WITHIN = Duration.ofSeconds(120);
  private static final String TABLE_MAPPING =
      """
      format: debezium
      account: {constant: demo}
      contact:
        fields: {email: mail, city: town}
      """;
  private static final String PEOPLE_MAPPING =
      """
      format: json
      key-format: text
      account: {constant: demo}
      contact:
        fields: {email: address.mail, city: address.city}
      """;

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CRM_SPAN = "b7ad6b7169203331";

  private final SyncWorld world = new SyncWorld(KAFKA);

  @AfterEach
  void leaveTheSimulatorAsItWas() throws Exception {
    world.control("POST", "/reset", "");
  }

  @Test
  void shouldMakeM1EqualTheRowsOfAllTopics() throws Exception {
    String token = world.begin();
    try (Admin admin = Admin.create(KAFKA.connection())) {
      admin
          .createTopics(
              List.of(new NewTopic(TABLE, 3, (short) 1), new NewTopic(PEOPLE, 2, (short) 1)))
          .all()
          .get();
    }
    Path target = Files.createDirectories(Path.of("target"));
    try (CollectorStub collector = CollectorStub.start();
        StubTokenService tokenService = new StubTokenService(token, SyncWorld.PERMIT_VALIDITY);
        LocalProcesses processes =
            LocalProcesses.in(Files.createTempDirectory(target, "contact-sync-sources-"));
        ResultReader results = new ResultReader(KAFKA.connection())) {
      Map<String, Map<String, String>> truth = new TreeMap<>();
      feed(truth, results.promise());
      int management = FreePort.find();
      JvmCommand command =
          world
              .command(processes.directory(), tokenService, FreePort.find(), management)
              .withSystemProperty(
                  "m1bridge.contact-sync.traces-endpoint", collector.endpoint().toString())
              .withSystemProperty(
                  setting(TABLE), file(processes.directory(), "table.yaml", TABLE_MAPPING))
              .withSystemProperty(
                  setting(PEOPLE), file(processes.directory(), "people.yaml", PEOPLE_MAPPING));
      ServiceProcess service = processes.start(command);
      service.awaitReady(
          URI.create("http://127.0.0.1:" + management + "/q/health/ready"), START_WITHIN);

      await().atMost(SETTLE_WITHIN).until(() -> results.promise().state().complete());

      assertThat(results.promise().state().unsettled()).isZero();
      assertThat(world.mismatches(truth)).isEmpty();
      assertThat(service.terminate(Duration.ofSeconds(15))).as("stops by itself").isTrue();
      assertTraced(collector);
    }
  }

  /** From the CRM's span to M1's answer; the changes that came without a trace are in none. */
  private static void assertTraced(CollectorStub collector) {
    assertThat(collector.count()).isEqualTo(2);
    Map<String, Span> spans =
        collector.of(TRACE).stream().collect(Collectors.toMap(Span::getName, span -> span));
    Span change = Objects.requireNonNull(spans.get("process " + PEOPLE));
    Span call = Objects.requireNonNull(spans.get("M1 contact/add"));
    assertThat(HexFormat.of().formatHex(change.getParentSpanId().toByteArray()))
        .isEqualTo(CRM_SPAN);
    assertThat(call.getParentSpanId()).isEqualTo(change.getSpanId());
    assertThat(change.getAttributesList())
        .anyMatch(
            attribute ->
                attribute.getKey().equals("m1bridge.outcome")
                    && attribute.getValue().getStringValue().equals("applied"));
    assertThat(change.toString()).doesNotContain("p30@x.cn");
  }

  /** A mapping that cannot be used: the service says where and why, and does not start. */
  @Test
  void shouldSayWhatIsWrongWithAMapping() throws Exception {
    Path target = Files.createDirectories(Path.of("target"));
    try (StubTokenService tokenService = new StubTokenService("none", SyncWorld.PERMIT_VALIDITY);
        LocalProcesses processes =
            LocalProcesses.in(Files.createTempDirectory(target, "contact-sync-mapping-"))) {
      JvmCommand command =
          world
              .command(processes.directory(), tokenService, FreePort.find(), FreePort.find())
              .withSystemProperty(
                  setting(TABLE),
                  file(
                      processes.directory(),
                      "table.yaml",
                      TABLE_MAPPING.replace("format: debezium", "format: debezum")));
      ServiceProcess service = processes.start(command);

      await().atMost(START_WITHIN).until(() -> !service.isAlive());

      assertThat(Files.readString(service.logFile()))
          .contains("The mapping table.yaml cannot be used")
          .contains("line 1: there is no format 'debezum'; is 'debezium' meant?");
    }
  }

  /** Tells the promise of every record that is a change of a contact. */
  private static void feed(Map<String, Map<String, String>> truth, OneTerminalResult promise)
      throws Exception {
    List<Future<RecordMetadata>> changes = new ArrayList<>();
    try (Producer<String, String> producer =
        new KafkaProducer<>(
            new HashMap<>(KAFKA.connection()), new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < 60; i++) {
        String row = "{\"id\":%d,\"mail\":\"t%d@x.cn\",\"town\":\"上海\"}".formatted(i, i);
        String after = "{\"op\":\"c\",\"after\":" + row + "}";
        String person = "{\"address\":{\"mail\":\"p%d@x.cn\",\"city\":\"北京\"}}".formatted(i);
        changes.add(send(producer, TABLE, "{\"id\":" + i + "}", after));
        changes.add(send(producer, PEOPLE, "p" + i, person, i == 30));
        truth.put("t" + i + "@x.cn", Map.of("city", "上海"));
        truth.put("p" + i + "@x.cn", Map.of("city", "北京"));
      }
      for (int i = 0; i < 10; i++) {
        String gone = "{\"op\":\"d\",\"before\":{\"id\":" + i + ",\"mail\":\"\"},\"after\":null}";
        changes.add(send(producer, TABLE, "{\"id\":" + i + "}", gone));
        // Debezium's tombstone after it is no change.
        send(producer, TABLE, "{\"id\":" + i + "}", null);
        changes.add(send(producer, PEOPLE, "p" + i, null));
        truth.remove("t" + i + "@x.cn");
        truth.remove("p" + i + "@x.cn");
      }
      producer.flush();
    }
    for (Future<RecordMetadata> change : changes) {
      RecordMetadata at = change.get();
      promise.produced(new Coordinates(at.topic(), at.partition(), at.offset()), true);
    }
  }

  private static Future<RecordMetadata> send(
      Producer<String, String> producer, String topic, String key, @Nullable String value) {
    return producer.send(new ProducerRecord<>(topic, key, value));
  }

  private static Future<RecordMetadata> send(
      Producer<String, String> producer, String topic, String key, String value, boolean traced) {
    ProducerRecord<String, String> record = new ProducerRecord<>(topic, key, value);
    if (traced) {
      String traceparent = "00-" + TRACE + "-" + CRM_SPAN + "-01";
      record.headers().add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
    }
    return producer.send(record);
  }

  private static String setting(String topic) {
    return "m1bridge.contact-sync.sources.\"" + topic + "\"";
  }

  private static String file(Path directory, String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text).toAbsolutePath().toString();
  }
}

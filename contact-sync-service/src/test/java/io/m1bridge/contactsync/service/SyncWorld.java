package io.m1bridge.contactsync.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.guarantee.M1EqualsCrm;
import io.m1bridge.guarantee.M1EqualsCrm.Mismatch;
import io.m1bridge.guarantee.PerContactOrder;
import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.ServiceJar;
import io.m1bridge.process.http.JsonHttp;
import io.m1bridge.process.http.SimulatorControl;
import io.m1bridge.process.http.StubTokenService;
import io.m1bridge.testkit.process.KafkaExtension;
import io.m1bridge.testkit.process.SharedSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the service meets as a process: a real Kafka, the simulator, one connected account. */
final class SyncWorld {

  static final String ACCOUNT = "demo";

  /** How long the permits of the stub live. */
  static final Duration PERMIT_VALIDITY = Duration.ofSeconds(10);

  static final String UI_TOKEN = "a-token-of-the-test-with-enough-characters";

  private final JsonHttp http = new JsonHttp();
  private final SimulatorControl simulator = new SimulatorControl(SharedSimulator.control());
  private final KafkaExtension kafka;

  SyncWorld(KafkaExtension kafka) {
    this.kafka = kafka;
  }

  /** An M1 that is empty, topics, and an account that is connected; its access token. */
  String begin() throws Exception {
    control("POST", "/reset", "");
    topic(Topics.ACCOUNTS);
    topic(Topics.CONTACT_CHANGES);
    return connect(ACCOUNT);
  }

  /** A further account, which M1 does not have yet, is connected; its access token. */
  String beginOther(String account) throws Exception {
    control(
        "PUT", "/accounts/" + account, "{\"clientId\":\"" + account + "\",\"secrets\":[\"s\"]}");
    return connect(account);
  }

  /** Its access token. */
  private String connect(String account) throws Exception {
    connectAccount(account);
    return control("POST", "/accounts/" + account + "/tokens/issue", "")
        .path("accessToken")
        .asText();
  }

  JvmCommand command(Path directory, StubTokenService tokenService, int port, int management)
      throws IOException {
    Path callerToken = Files.writeString(directory.resolve("caller.jwt"), "not-checked-here");
    return JvmCommand.ofJar("contact-sync-service", ServiceJar.locate("contact-sync-service"))
        .withEnv("KAFKA_BOOTSTRAP_SERVERS", kafka.cluster().bootstrapServers())
        .withEnv("M1_API_URL", SharedSimulator.apiUrl())
        .withEnv("M1_AUTH_URL", SharedSimulator.authUrl())
        .withEnv("TOKEN_SERVICE_URL", tokenService.url())
        .withEnv("M1BRIDGE_CALLER_TOKEN_FILE", callerToken.toAbsolutePath())
        .withEnv("M1BRIDGE_STREAMS_STATE_DIR", directory.resolve("state").toAbsolutePath())
        .withEnv("M1BRIDGE_M1_CALL_TIMEOUT", "5s")
        .withEnv("M1BRIDGE_CONTACT_SYNC_NETWORK_DELAY", "5s")
        .withEnv("M1BRIDGE_UI_TOKEN", UI_TOKEN)
        .withEnv("QUARKUS_HTTP_HOST", "127.0.0.1")
        .withEnv("QUARKUS_HTTP_PORT", port)
        .withEnv("QUARKUS_MANAGEMENT_HOST", "127.0.0.1")
        .withEnv("QUARKUS_MANAGEMENT_PORT", management);
  }

  private void topic(TopicSpec topic) throws Exception {
    try (Admin admin = Admin.create(kafka.connection())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic.name(), topic.partitions(), (short) 1)
                      .configs(topic.config())))
          .all()
          .get();
    }
  }

  private void connectAccount(String account) throws Exception {
    AccountDescriptor descriptor =
        new AccountDescriptor(
            account, "diamond", 4000, AccountDescriptor.State.AUTHORIZED, 1, null, Instant.now());
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            kafka.connection(), new StringSerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.ACCOUNTS.name(),
                  AccountPartitioner.partition(account, Topics.ACCOUNTS.partitions()),
                  account,
                  ContractJson.mapper().writeValueAsBytes(descriptor)))
          .get();
    }
  }

  /** Says of these addresses that they are not to be mailed. */
  void suppress(Collection<String> emails) throws Exception {
    topic(Topics.SUPPRESSIONS);
    byte[] value =
        ContractJson.mapper()
            .writeValueAsBytes(Map.of("reason", "unsubscribed", "since", "2026-11-01T00:00:00Z"));
    int partition = AccountPartitioner.partition(ACCOUNT, Topics.SUPPRESSIONS.partitions());
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            kafka.connection(), new StringSerializer(), new ByteArraySerializer())) {
      for (String email : emails) {
        producer.send(
            new ProducerRecord<>(
                Topics.SUPPRESSIONS.name(), partition, ACCOUNT + "/" + email, value));
      }
    }
  }

  /** All contacts of M1. */
  JsonNode contactsInM1() {
    return contactsInM1(ACCOUNT);
  }

  private JsonNode contactsInM1(String account) {
    return control("GET", "/accounts/" + account + "/contacts", "");
  }

  /**
   * What differs between M1 and the truth.
   *
   * @param truth by email, the fields that the feed changes
   */
  List<Mismatch> mismatches(Map<String, Map<String, String>> truth) {
    return mismatches(ACCOUNT, truth);
  }

  /** The same of any account. */
  List<Mismatch> mismatches(String account, Map<String, Map<String, String>> truth) {
    return new M1EqualsCrm<Map<String, String>, JsonNode>(
            truth,
            contact -> contact.path("email").asText(),
            (should, is) -> M1EqualsCrm.fields("", should, fields(is)))
        .takeAll(contactsInM1(account))
        .mismatches();
  }

  /** Shows what M1 has of each contact now. */
  void look(PerContactOrder order) {
    for (JsonNode contact : contactsInM1()) {
      if (contact.has(CrmFeed.NUMBER)) {
        order.saw(contact.path("email").asText(), contact.path(CrmFeed.NUMBER).asLong());
      }
    }
  }

  private static Map<String, String> fields(JsonNode contact) {
    Map<String, String> fields = new TreeMap<>();
    for (String name : CrmFeed.FIELDS) {
      if (contact.has(name)) {
        fields.put(name, contact.path(name).asText());
      }
    }
    return fields;
  }

  /** What a service at this port tells of itself. */
  JsonNode status(int port) throws IOException {
    return http.get(URI.create("http://127.0.0.1:" + port + "/v1/status")).ok();
  }

  /** The simulator's control API. */
  JsonNode control(String method, String path, String body) {
    return simulator.send(method, path, body);
  }
}

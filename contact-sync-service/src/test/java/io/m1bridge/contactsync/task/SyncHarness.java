package io.m1bridge.contactsync.task;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.m1bridge.contactsync.call.Sender;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.errand.Errands;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.contactsync.trace.ChangeTraces;
import io.m1bridge.contactsync.view.TaskViews;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.guarantee.M1EqualsCrm;
import io.m1bridge.guarantee.M1EqualsCrm.Mismatch;
import io.m1bridge.kafka.event.CloudEventRecords;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Port;
import io.m1bridge.testkit.account.FakeAccountAccess;
import io.m1bridge.testkit.m1.FakeM1;
import io.m1bridge.testkit.time.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology in virtual time. An intent comes back as committed at once. */
final class SyncHarness implements AutoCloseable {

  static final AccountId ACCOUNT = new AccountId("demo");
  static final Duration IN_DOUBT_FOR = Duration.ofSeconds(120);
  private static final Duration TICK = Duration.ofMillis(100);

  final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  final FakeAccountAccess access = new FakeAccountAccess(clock);
  final TaskViews views = new TaskViews();
  private final TopologyTestDriver driver;
  private static final String ROWS = "crm.customers";
  private static final Path MAPPING =
      Path.of("src", "test", "resources", "debezium", "customers.yaml");

  private final TestInputTopic<byte[], byte[]> changes;
  private final TestInputTopic<byte[], byte[]> rows;
  private final TestInputTopic<byte[], byte[]> accounts;
  private final TestInputTopic<byte[], byte[]> commands;
  private final TestInputTopic<byte[], byte[]> suppressions;
  private final TestOutputTopic<byte[], byte[]> results;
  private final TestOutputTopic<byte[], byte[]> deadLetters;
  private final TestOutputTopic<byte[], byte[]> undelivered;
  private int events;

  SyncHarness(M1Port m1, Path stateDir) {
    this(m1, stateDir, AddMerge.NEW_WINS);
  }

  SyncHarness(M1Port m1, Path stateDir, AddMerge merge) {
    this(m1, stateDir, merge, TaskHarness.TOPICS);
  }

  SyncHarness(M1Port m1, Path stateDir, AddMerge merge, SyncTopics topics) {
    TaskSettings settings = TestSettings.with(TestSettings.asInProduction(merge, 3));
    TaskEnvironment environment =
        new TaskEnvironment(
            access,
            new Sender(access, m1),
            new RecordingMeter(),
            ChangeTraces.NONE,
            clock,
            new Random(7),
            task -> true,
            new Errands(clock),
            List.of(),
            List.of());
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "contact-sync-test");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    driver =
        new TopologyTestDriver(
            SyncTopology.of(
                topics,
                settings,
                environment,
                Sources.of(IntakeSettings.of(ACCOUNT), Map.of(ROWS, MAPPING), clock),
                views),
            config,
            clock.instant());
    rows = driver.createInputTopic(ROWS, new ByteArraySerializer(), new ByteArraySerializer());
    changes =
        driver.createInputTopic("changes", new ByteArraySerializer(), new ByteArraySerializer());
    accounts =
        driver.createInputTopic("accounts", new ByteArraySerializer(), new ByteArraySerializer());
    commands =
        driver.createInputTopic("commands", new ByteArraySerializer(), new ByteArraySerializer());
    suppressions =
        driver.createInputTopic(
            "suppressions", new ByteArraySerializer(), new ByteArraySerializer());
    results =
        driver.createOutputTopic(
            "results", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    undelivered =
        driver.createOutputTopic(
            "undelivered", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    deadLetters =
        driver.createOutputTopic("dead", new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The account is connected and has all the permits it wants. */
  SyncHarness connected() {
    access.grantAlways(ACCOUNT);
    account(AccountDescriptor.State.AUTHORIZED);
    return this;
  }

  void account(AccountDescriptor.State state) {
    AccountDescriptor descriptor =
        new AccountDescriptor("demo", "gold", 2_000, state, 1, null, clock.instant());
    try {
      accounts.pipeInput(bytes("demo"), ContractJson.mapper().writeValueAsBytes(descriptor));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A record of the accounts topic as it stands. */
  void accountRecord(@Nullable String key, @Nullable String value) {
    accounts.pipeInput(key == null ? null : bytes(key), value == null ? null : bytes(value));
  }

  /** A record of the commands topic as it stands. */
  void commandRecord(@Nullable String key, @Nullable String value) {
    commands.pipeInput(key == null ? null : bytes(key), value == null ? null : bytes(value));
  }

  /** A record of the suppressions topic as it stands. */
  void suppressionRecord(@Nullable String key, @Nullable String value) {
    suppressions.pipeInput(key == null ? null : bytes(key), value == null ? null : bytes(value));
  }

  /** A record of a topic that a mapping reads. */
  void row(@Nullable String key, @Nullable String value) {
    rows.pipeInput(key == null ? null : bytes(key), value == null ? null : bytes(value));
  }

  String upsert(String key, String json) {
    return send(key, "crm.contact.upserted.v1", json);
  }

  String patch(String key, String json) {
    return send(key, "crm.contact.patched.v1", json);
  }

  String delete(String key) {
    return send(key, "crm.contact.deleted.v1", null);
  }

  /** Sends a change; answers its event id. */
  String send(String key, String type, @Nullable String json) {
    return sendAt(key, type, json, clock.millis());
  }

  /** Sends a change with a timestamp of its own; answers its event id. */
  String sendAt(String key, String type, @Nullable String json, long timestamp) {
    String id = "e" + ++events;
    Headers headers =
        CloudEventRecords.headers(
            CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/crm"))
                .withType(type)
                .withSubject(key)
                .build());
    changes.pipeInput(
        new TestRecord<>(bytes(key), json == null ? null : bytes(json), headers, timestamp));
    return id;
  }

  /** Lets time pass, tick by tick. */
  SyncHarness pass(Duration duration) {
    return passInSteps(duration, TICK);
  }

  /** Lets a long time pass in longer steps. */
  SyncHarness passInSteps(Duration duration, Duration step) {
    for (Duration left = duration; left.toMillis() > 0; left = left.minus(step)) {
      clock.advance(step);
      driver.advanceWallClockTime(step);
    }
    return this;
  }

  /** Lets time pass until everything that can be done is done. */
  SyncHarness settle() {
    return pass(Duration.ofSeconds(5));
  }

  /** Results since the last look. */
  List<SyncResult> results() {
    List<SyncResult> all = new ArrayList<>();
    for (TestRecord<byte[], byte[]> record : results.readRecordsToList()) {
      try {
        all.add(ContractJson.mapper().readValue(record.value(), SyncResult.class));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  /** Dead letters since the last look. */
  List<TestRecord<byte[], byte[]>> deadLetters() {
    return deadLetters.readRecordsToList();
  }

  /** Keys of the records of what is not delivered, tombstones included, since the last look. */
  List<String> undeliveredKeys() {
    return undelivered.readRecordsToList().stream()
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .toList();
  }

  /** Dead letters since the last look, by reason. */
  List<String> deadLetterReasons() {
    return deadLetters().stream()
        .map(
            record ->
                new String(
                    record.headers().lastHeader("m1bridge.dlq.reason").value(),
                    StandardCharsets.UTF_8))
        .toList();
  }

  /** Terminal results by event; fails if one has two. */
  static Map<String, Outcome> byEvent(List<SyncResult> results) {
    return results.stream()
        .filter(result -> result.outcome().terminal())
        .collect(Collectors.toMap(SyncResult::eventId, SyncResult::outcome));
  }

  static String person(String email, String more) {
    return "{\"email\":\"" + email + "\"" + (more.isEmpty() ? "" : "," + more) + "}";
  }

  /** What M1 shows: the city of each contact by its email, empty where it has none. */
  static Map<String, String> cities(FakeM1 m1) {
    Map<String, String> cities = new TreeMap<>();
    for (Contact contact : m1.store().contacts().values()) {
      cities.put(
          contact.get(ContactField.EMAIL).orElseThrow(), contact.get(ContactField.CITY).orElse(""));
    }
    return cities;
  }

  /** How what M1 shows differs from these cities by email. */
  static List<Mismatch> mismatches(FakeM1 m1, Map<String, String> cities) {
    return new M1EqualsCrm<String, Contact>(
            cities,
            contact -> contact.get(ContactField.EMAIL).orElseThrow(),
            (should, is) ->
                M1EqualsCrm.fields(
                    "",
                    Map.of("city", should),
                    Map.of("city", is.get(ContactField.CITY).orElse(""))))
        .takeAll(m1.store().contacts().values())
        .mismatches();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    driver.close();
  }

  /** Not looked at here. */
}

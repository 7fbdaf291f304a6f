package io.m1bridge.edm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.CampaignCounts;
import io.m1bridge.contracts.CompletenessCertificate;
import io.m1bridge.contracts.CompletenessCheck;
import io.m1bridge.contracts.CompletenessCheck.Finding;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.edm.engagement.RecipientKeys;
import io.m1bridge.edm.poll.CampaignState;
import io.m1bridge.edm.poll.PollEnvironment;
import io.m1bridge.edm.poll.PollMetrics;
import io.m1bridge.edm.poll.PollSettings;
import io.m1bridge.edm.poll.TestSettings;
import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.account.FakeAccountAccess;
import io.m1bridge.testkit.time.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The topology in virtual time, over a model of M1. */
abstract class EdmTopologyWorld {

  static final AccountId DEMO = new AccountId("demo");
  static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  static final Duration TICK = Duration.ofMillis(500);

  /** Few steps for long times: every step of the driver commits, which costs milliseconds. */
  static final int STEPS = 60;

  @TempDir Path stateDir;

  final MutableClock clock = MutableClock.at(START);
  final CampaignCloud m1 = new CampaignCloud(Quirks.none(5));
  final FakeAccountAccess access = new FakeAccountAccess(clock);
  final PollBoard board = new PollBoard();
  final EdmTopics topics = EdmTopics.named(topic -> topic, typeTopics());

  final List<HistoryReading> histories = new ArrayList<>();
  boolean historyAtOnce = true;
  TopologyTestDriver driver;
  TestInputTopic<String, byte[]> accounts;
  TestOutputTopic<String, byte[]> engagement;
  TestOutputTopic<String, byte[]> campaigns;
  TestOutputTopic<String, byte[]> counts;
  TestOutputTopic<String, byte[]> completeness;
  TestOutputTopic<String, byte[]> deadLetters;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "edm-event-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    PollEnvironment environment =
        new PollEnvironment(
            access,
            m1,
            settings(),
            new EngagementMapper(ZoneId.of("Asia/Shanghai")),
            new PollMetrics(new SimpleMeterRegistry()),
            clock,
            new Random(1),
            true);
    driver =
        new TopologyTestDriver(
            EdmTopology.build(
                topics, environment, board, this::history, new EventForm(keys(), 262_144)),
            properties,
            START);
    accounts =
        driver.createInputTopic(
            topics.accounts().name(), new StringSerializer(), new ByteArraySerializer());
    engagement = output(topics.engagement().name());
    campaigns = output(topics.campaigns().name());
    counts = output(topics.campaignCounts().name());
    completeness = output(topics.completeness().name());
    deadLetters = output(topics.deadLetters().name());
    access.grantAlways(DEMO);
  }

  HistoryReading history(int partition) {
    HistoryReading reading = new HistoryReading(partition);
    histories.add(reading);
    if (historyAtOnce) {
      put(reading, new HistoryReading.Begin(Map.of()), new HistoryReading.End());
    }
    return reading;
  }

  static void put(HistoryReading reading, HistoryReading.Part... parts) {
    try {
      for (HistoryReading.Part part : parts) {
        reading.put(part);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  HistoryReading.Rows pastOf(List<TestRecord<String, byte[]>> events) {
    return past(topics.engagement().name(), events);
  }

  HistoryReading.Rows pastOfLetters(List<TestRecord<String, byte[]>> letters) {
    return past(topics.deadLetters().name(), letters);
  }

  private HistoryReading.Rows past(String topic, List<TestRecord<String, byte[]>> events) {
    PublishedRecords records = new PublishedRecords(topics.deadLetters().name());
    return new HistoryReading.Rows(
        events.stream()
            .map(
                event ->
                    new ConsumerRecord<>(
                        topic,
                        0,
                        0L,
                        0L,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        event.key(),
                        event.value(),
                        event.headers(),
                        Optional.empty()))
            .flatMap(record -> records.read(record).stream())
            .toList());
  }

  void assertFits(CompletenessCertificate certificate) {
    CompletenessCheck check = new CompletenessCheck();
    engagement
        .readRecordsToList()
        .forEach(record -> check.event(header(record, "ce_id"), event(record)));
    assertThat(certificate.rows()).isEqualTo(3);
    assertThat(certificate.lateRows()).isEqualTo(1);
    assertThat(check.compare(certificate)).isEqualTo(Finding.COMPLETE);
  }

  static CompletenessCertificate certificate(TestRecord<String, byte[]> record) {
    return json(record, CompletenessCertificate.class);
  }

  static TestRecord<String, byte[]> lastOf(TestOutputTopic<String, byte[]> topic) {
    List<TestRecord<String, byte[]>> all = topic.readRecordsToList();
    return all.get(all.size() - 1);
  }

  void connect() {
    account(AccountDescriptor.State.AUTHORIZED, 1);
  }

  void account(AccountDescriptor.State state, int incarnation) {
    AccountDescriptor descriptor = descriptor(state, incarnation);
    try {
      accounts.pipeInput("demo", ContractJson.mapper().writeValueAsBytes(descriptor));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  AccountDescriptor authorized(int incarnation) {
    return descriptor(AccountDescriptor.State.AUTHORIZED, incarnation);
  }

  AccountDescriptor descriptor(AccountDescriptor.State state, int incarnation) {
    return new AccountDescriptor(
        "demo", "diamond", 4000, state, incarnation, null, clock.instant());
  }

  void pass(Duration time) {
    Duration step = time.dividedBy(STEPS);
    if (step.compareTo(TICK) < 0) {
      step = TICK;
    }
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
      clock.advance(step);
      driver.advanceWallClockTime(step);
    }
  }

  CampaignState state(long campaign) {
    return board.accounts().get(0).campaigns().stream()
        .filter(state -> state.descriptor().campaignId() == campaign)
        .findFirst()
        .orElseThrow();
  }

  CampaignCounts lastCounts() throws IOException {
    List<TestRecord<String, byte[]>> all = counts.readRecordsToList();
    return ContractJson.mapper().readValue(all.get(all.size() - 1).value(), CampaignCounts.class);
  }

  static EngagementEvent event(TestRecord<String, byte[]> record) {
    return json(record, EngagementEvent.class);
  }

  static <T> T json(TestRecord<String, byte[]> record, Class<T> type) {
    try {
      return ContractJson.mapper().readValue(record.value(), type);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static String header(TestRecord<String, byte[]> record, String name) {
    Headers headers = record.headers();
    return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  TestOutputTopic<String, byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  RecipientKeys keys() {
    return RecipientKeys.ADDRESSES;
  }

  Set<EngagementEvent.Action> typeTopics() {
    return Set.of();
  }

  PollSettings settings() {
    return TestSettings.with(
        Map.of("tick", "500ms", "page-size", "100", "full-reads", "10m", "min-interval", "60s"));
  }
}

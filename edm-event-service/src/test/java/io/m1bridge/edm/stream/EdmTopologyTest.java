package io.m1bridge.edm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.account.Token;
import io.m1bridge.account.TokenOutcome;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.CampaignCounts;
import io.m1bridge.contracts.CompletenessCertificate;
import io.m1bridge.contracts.CompletenessCheck;
import io.m1bridge.contracts.CompletenessCheck.Finding;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.EdmDeadLetter;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.edm.poll.CampaignState;
import io.m1bridge.edm.poll.PollEnvironment;
import io.m1bridge.edm.poll.PollMetrics;
import io.m1bridge.edm.poll.PollSettings;
import io.m1bridge.edm.poll.TestSettings;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Answers.Rows;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdmTopologyTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration TICK = Duration.ofMillis(500);

  /** Few steps for long times: every step of the driver commits, which costs milliseconds. */
  private static final int STEPS = 60;

  @TempDir Path stateDir;

  private final MutableClock clock = MutableClock.at(START);
  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(5));
  private final FakeAccountAccess access = new FakeAccountAccess(clock);
  private final PollBoard board = new PollBoard();
  private final EdmTopics topics = EdmTopics.named(topic -> topic);

  private final List<HistoryReading> histories = new ArrayList<>();
  private boolean historyAtOnce = true;
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> accounts;
  private TestOutputTopic<String, byte[]> engagement;
  private TestOutputTopic<String, byte[]> campaigns;
  private TestOutputTopic<String, byte[]> counts;
  private TestOutputTopic<String, byte[]> completeness;
  private TestOutputTopic<String, byte[]> deadLetters;

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
            new Random(1));
    driver =
        new TopologyTestDriver(
            EdmTopology.build(topics, environment, board, this::history, 262_144),
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

  private HistoryReading history(int partition) {
    HistoryReading reading = new HistoryReading(partition);
    histories.add(reading);
    if (historyAtOnce) {
      put(reading, new HistoryReading.Begin(Map.of()), new HistoryReading.End());
    }
    return reading;
  }

  private static void put(HistoryReading reading, HistoryReading.Part... parts) {
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

  @Test
  void shouldPublishCampaignsRowsAndCounts() throws IOException {
    m1.campaign(7, START.minusSeconds(60));
    m1.row(7, "open", "Li@x.cn", START.minusSeconds(30));
    m1.row(7, "HARDBOUNCE FINAL", "wang@x.cn", START.minusSeconds(20));
    m1.row(7, "open", "Li@x.cn", START.minusSeconds(30));
    connect();
    pass(Duration.ofSeconds(5));

    assertThat(campaigns.readKeyValuesToList())
        .singleElement()
        .satisfies(record -> assertThat(record.key).isEqualTo("demo/7"));
    List<TestRecord<String, byte[]>> events = engagement.readRecordsToList();
    assertThat(events)
        .extracting(TestRecord::key)
        .containsExactly("li@x.cn", "li@x.cn", "wang@x.cn");
    TestRecord<String, byte[]> bounce = events.get(2);
    assertThat(header(bounce, "ce_type")).isEqualTo("m1.edm.bounced.v1");
    assertThat(header(bounce, "ce_source")).isEqualTo("/m1/demo/campaigns/7");
    assertThat(header(bounce, "ce_time")).isEqualTo("2026-11-23T17:59:40+08:00");
    assertThat(Instant.parse(header(bounce, "ce_recordedtime")))
        .isBetween(START, START.plusSeconds(5));
    assertThat(header(events.get(0), "ce_id")).endsWith("-1");
    assertThat(header(events.get(1), "ce_id")).endsWith("-2");
    assertThat(event(bounce).recipient()).isEqualTo("wang@x.cn");
    CampaignCounts last = lastCounts();
    assertThat(last.rows()).isEqualTo(3);
    assertThat(last.rowsAtM1()).isEqualTo(3);
    assertThat(last.byAction()).containsEntry("opened", 2L).containsEntry("bounced", 1L);
    assertThat(last.verifiedTo()).isNotNull();
  }

  @Test
  void shouldPublishOnlyWhatIsNewAtLaterPolls() throws IOException {
    m1.campaign(7, START.minusSeconds(600));
    for (int i = 0; i < 12; i++) {
      m1.row(7, "open", "p" + i + "@x.cn", START.minusSeconds(100 + i));
    }
    connect();
    pass(Duration.ofMinutes(2));
    assertThat(engagement.readRecordsToList()).hasSize(12);

    m1.row(7, "click", "new@x.cn", clock.instant());
    m1.row(7, "click", "late@x.cn", START.minusSeconds(110));
    pass(Duration.ofMinutes(2));

    List<TestRecord<String, byte[]>> events = engagement.readRecordsToList();
    assertThat(events)
        .extracting(TestRecord::key)
        .containsExactlyInAnyOrder("new@x.cn", "late@x.cn");
    for (TestRecord<String, byte[]> record : events) {
      assertThat(event(record).late()).isEqualTo(record.key().equals("late@x.cn"));
    }
    assertThat(state(7).counts().vanished()).isZero();
  }

  @Test
  void shouldNotLoseRowsThatCannotBeUnderstood() throws IOException {
    m1.campaign(7, START.minusSeconds(600));
    m1.row(7, "Forward", "a@x.cn", START.minusSeconds(30));
    m1.row(7, "open", "b@x.cn", START.minusSeconds(40), "gestern", "");
    connect();
    pass(Duration.ofSeconds(5));

    List<TestRecord<String, byte[]>> events = engagement.readRecordsToList();
    assertThat(events).hasSize(2);
    assertThat(events)
        .extracting(record -> event(record).raw())
        .contains(new EngagementEvent.Raw("open", "gestern"))
        .extracting(EngagementEvent.Raw::type)
        .contains("Forward");
  }

  @Test
  void shouldPutAsideWhatNoRecordTakes() throws IOException {
    m1.campaign(7, START.minusSeconds(600), "s".repeat(2_000_000));
    m1.row(7, "click", "a@x.cn", START.minusSeconds(30), "https://x.cn/" + "a".repeat(900_000));
    m1.row(7, "click", "b@x.cn", START.minusSeconds(20), "https://x.cn/\ud800");
    m1.row(7, "open", "c".repeat(900_000), START.minusSeconds(15));
    m1.row(7, "click", "d@x.cn", START.minusSeconds(10), "https://x.cn/");
    m1.damaged(7, START.minusSeconds(5), "\"\ud800\"");
    connect();
    pass(Duration.ofMinutes(3));

    assertThat(engagement.readRecordsToList())
        .extracting(TestRecord::key)
        .containsExactly("b@x.cn", "d@x.cn");
    List<TestRecord<String, byte[]>> letters = deadLetters.readRecordsToList();
    assertThat(letters)
        .hasSize(3)
        .allSatisfy(
            letter -> {
              assertThat(letter.key()).isEqualTo("demo/7");
              assertThat(letter.value().length).isLessThan(100_000);
              assertThat(header(letter, "ce_type")).isEqualTo(EdmDeadLetter.TYPE);
            });
    assertThat(letters)
        .extracting(letter -> json(letter, EdmDeadLetter.class).reason())
        .containsExactlyInAnyOrder("row-too-large", "row-too-large", "unreadable-row");
    assertThat(campaigns.readRecordsToList())
        .allSatisfy(record -> assertThat(record.value().length).isLessThan(100_000));
    assertThat(state(7).counts().agree()).isTrue();
    assertThat(state(7).timing().shown()).isNull();
  }

  @Test
  void shouldKeyRecipientsByTheirCanonicalAddress() {
    m1.campaign(7, START.minusSeconds(600));
    m1.row(7, "open", "Ｌi@X.CN\u200b", START.minusSeconds(30));
    m1.row(7, "open", "Not An Address", START.minusSeconds(20));
    connect();
    pass(Duration.ofSeconds(5));

    assertThat(engagement.readRecordsToList())
        .extracting(TestRecord::key)
        .containsExactlyInAnyOrder("li@x.cn", "not an address");
  }

  @Test
  void shouldKeepTheAccountWhateverElseStandsInTheTopic() {
    m1.campaign(7, START);
    connect();
    pass(Duration.ofSeconds(5));
    for (String key : new String[] {"demo", "other", "no id\n", null}) {
      for (String value :
          List.of(
              "{",
              "null",
              "{}",
              "[]",
              "{\"account\":\"demo\",\"state\":\"of-the-future\",\"incarnation\":1}",
              "{\"account\":\"demo\"}",
              "\u0000")) {
        accounts.pipeInput(key, value.getBytes(StandardCharsets.UTF_8));
      }
    }
    accounts.pipeInput(null, (byte[]) null);
    accounts.pipeInput("no id", (byte[]) null);
    int before = m1.readings().size();
    pass(Duration.ofMinutes(5));

    assertThat(board.accounts()).hasSize(1);
    assertThat(m1.readings()).hasSizeGreaterThan(before);
  }

  @Test
  void shouldAskNothingForAnAccountThatIsNotAuthorized() {
    m1.campaign(7, START);
    account(AccountDescriptor.State.NEEDS_AUTHORIZATION, 1);
    pass(Duration.ofMinutes(5));
    assertThat(m1.calls()).isEmpty();

    connect();
    pass(Duration.ofSeconds(5));
    assertThat(m1.readings()).isNotEmpty();
  }

  /** Three rows were published under a ledger that is lost; so is what an account is like. */
  @Test
  void shouldRefillAnEmptyLedgerBeforeItPolls() throws IOException {
    m1.campaign(7, START);
    m1.row(7, "open", "a@x.cn", START);
    m1.row(7, "open", "a@x.cn", START);
    m1.row(7, "click", "b@x.cn", START);
    connect();
    pass(Duration.ofSeconds(5));
    HistoryReading.Part past = pastOf(engagement.readRecordsToList());
    stop();
    historyAtOnce = false;
    start();
    m1.row(7, "open", "new@x.cn", START);
    int calls = m1.calls().size();
    pass(Duration.ofMinutes(5));
    assertThat(m1.calls()).hasSize(calls);
    assertThat(board.refilling()).contains("empty ledger");

    HistoryReading reading = histories.get(histories.size() - 1);
    HistoryReading.Begin begin = new HistoryReading.Begin(Map.of("demo", authorized(1)));
    put(reading, begin, past);
    pass(Duration.ofMinutes(5));
    assertThat(m1.calls()).as("not all is read yet").hasSize(calls);

    // A failure: it is read anew; and what is read twice counts once.
    put(reading, begin);
    for (int i = 0; i < 20; i++) {
      put(reading, past);
    }
    put(reading, new HistoryReading.End());
    pass(TICK);
    assertThat(board.refilling()).as("not all at once: it is one transaction").isNotNull();
    pass(Duration.ofMinutes(5));
    assertThat(board.refilling()).isNull();
    assertThat(engagement.readRecordsToList())
        .extracting(TestRecord::key)
        .containsExactly("new@x.cn");
    assertThat(state(7).counts().published()).isEqualTo(4);
    assertThat(state(7).counts().byAction()).isEqualTo(Map.of("opened", 3L, "clicked", 1L));
  }

  /** After an update from a version that wrote nothing where there was no account. */
  @Test
  void shouldBeReadyWhereNoAccountWaitsForARefill() {
    stop();
    historyAtOnce = false;
    start();
    HistoryReading reading = histories.get(histories.size() - 1);
    pass(TICK);
    assertThat(board.refilling()).as("there may be accounts").isNotNull();
    put(reading, new HistoryReading.Begin(Map.of()));
    pass(TICK);
    assertThat(board.refilling()).isNull();

    m1.campaign(7, START);
    connect();
    pass(Duration.ofMinutes(1));
    assertThat(board.refilling()).as("the new account waits").contains("empty ledger");
    assertThat(m1.calls()).isEmpty();

    put(reading, new HistoryReading.End());
    pass(Duration.ofMinutes(1));
    assertThat(board.refilling()).isNull();
    assertThat(m1.readings()).isNotEmpty();
  }

  @Test
  void shouldWithdrawTheCertificateOfARefilledDayWithALateRow() {
    m1.campaign(7, START);
    m1.row(7, "open", "a@x.cn", START);
    connect();
    pass(Duration.ofHours(16));
    HistoryReading.Part past = pastOf(engagement.readRecordsToList());
    stop();
    historyAtOnce = false;
    start();
    m1.row(7, "open", "late@x.cn", START);
    put(
        histories.get(histories.size() - 1),
        new HistoryReading.Begin(Map.of("demo", authorized(1))),
        past,
        new HistoryReading.End());
    pass(Duration.ofMinutes(5));

    assertThat(engagement.readRecordsToList()).hasSize(1);
    List<TestRecord<String, byte[]>> records = completeness.readRecordsToList();
    assertThat(records.get(0).key()).isEqualTo("demo/7/2026-11-23");
    assertThat(records.get(0).value()).as("a tombstone").isNull();
    assertThat(certificate(records.get(records.size() - 1)).rows()).isEqualTo(2);
  }

  private HistoryReading.Rows pastOf(List<TestRecord<String, byte[]>> events) {
    PublishedRecords records = new PublishedRecords(topics.deadLetters().name());
    return new HistoryReading.Rows(
        events.stream()
            .map(
                event ->
                    new ConsumerRecord<>(
                        topics.engagement().name(),
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

  /** The account goes and comes again: its days are read from the store, as after a restart. */
  @Test
  void shouldCertifyDaysAndGoOnFromTheStore() {
    m1.campaign(7, START);
    m1.row(7, "open", "a@x.cn", START);
    m1.row(7, "open", "b@x.cn", START);
    connect();
    pass(Duration.ofHours(16));
    TestRecord<String, byte[]> record = lastOf(completeness);
    assertThat(record.key()).isEqualTo("demo/7/2026-11-23");
    assertThat(header(record, "ce_type")).isEqualTo(CompletenessCertificate.TYPE);
    assertThat(header(record, "ce_source")).isEqualTo("/m1/demo/campaigns/7");
    assertThat(certificate(record).rows()).isEqualTo(2);

    accounts.pipeInput("demo", (byte[]) null);
    connect();
    m1.row(7, "open", "late@x.cn", START);
    pass(Duration.ofHours(4));
    assertFits(certificate(lastOf(completeness)));
    m1.row(7, "open", "c@x.cn", clock.instant());
    pass(Duration.ofHours(40));
    record = lastOf(completeness);
    assertThat(record.key()).isEqualTo("demo/7/2026-11-24");
    assertThat(certificate(record).rowsAtM1()).isEqualTo(1);
  }

  private void assertFits(CompletenessCertificate certificate) {
    CompletenessCheck check = new CompletenessCheck();
    engagement
        .readRecordsToList()
        .forEach(record -> check.event(header(record, "ce_id"), event(record)));
    assertThat(certificate.rows()).isEqualTo(3);
    assertThat(certificate.lateRows()).isEqualTo(1);
    assertThat(check.compare(certificate)).isEqualTo(Finding.COMPLETE);
  }

  private static CompletenessCertificate certificate(TestRecord<String, byte[]> record) {
    return json(record, CompletenessCertificate.class);
  }

  private static TestRecord<String, byte[]> lastOf(TestOutputTopic<String, byte[]> topic) {
    List<TestRecord<String, byte[]>> all = topic.readRecordsToList();
    return all.get(all.size() - 1);
  }

  @Test
  void shouldFindNewCampaignsWithinAMinute() {
    connect();
    pass(Duration.ofSeconds(10));
    m1.campaign(8, clock.instant());
    pass(Duration.ofMinutes(1));

    assertThat(campaigns.readKeyValuesToList()).hasSize(1);
  }

  @Test
  void shouldKeepACampaignThatIsNoLongerListed() {
    m1.campaign(7, START);
    connect();
    pass(Duration.ofSeconds(5));
    m1.answerNext(new M1Outcome.Accepted<>(Rows.of(List.of())));
    int before = m1.readings().size();
    pass(Duration.ofMinutes(5));

    assertThat(m1.readings()).hasSizeGreaterThan(before);
  }

  @Test
  void shouldMakeNoCallWithoutAPermit() {
    access.grantNothing(DEMO);
    m1.campaign(7, START);
    m1.campaign(8, START);
    connect();
    pass(Duration.ofMinutes(1));
    assertThat(m1.calls()).isEmpty();

    access.grant(DEMO, 1);
    pass(Duration.ofSeconds(20));
    assertThat(m1.calls()).hasSize(1);
    assertThat(access.lastDemand(DEMO)).as("both campaigns wait").isEqualTo(2);
  }

  @Test
  void shouldLetTheMostOverdueGoFirstWhenPermitsAreScarce() {
    for (long id = 1; id <= 5; id++) {
      m1.campaign(id, START);
    }
    access.grantNothing(DEMO).grantEvery(DEMO, Duration.ofSeconds(20), 1);
    connect();
    pass(Duration.ofMinutes(8));

    assertThat(new HashSet<>(m1.readings().stream().map(call -> call.campaignId()).toList()))
        .as("nobody starves")
        .hasSize(5);
    assertThat(board.accounts().get(0).campaigns())
        .allSatisfy(campaign -> assertThat(campaign.timing().polls()).isBetween(3L, 5L));
  }

  @Test
  void shouldReportABadTokenAndTryAgain() {
    m1.campaign(7, START);
    m1.answerNext(new M1Outcome.Unauthorized<>());
    connect();
    pass(Duration.ofSeconds(5));

    assertThat(access.invalidReports()).hasSize(1);
    assertThat(m1.readings()).isNotEmpty();
  }

  @Test
  void shouldReportTheHourlyLimitAndWait() {
    m1.campaign(7, START);
    m1.answerNext(new M1Outcome.Throttled<>());
    connect();
    pass(TICK.multipliedBy(2));
    assertThat(access.throttleReports()).containsExactly(DEMO);
    assertThat(m1.calls()).hasSize(1);

    pass(Duration.ofSeconds(5));
    assertThat(m1.readings()).isNotEmpty();
  }

  @Test
  void shouldGoOnWithOtherCampaignsWhenOneIsRefused() {
    m1.campaign(7, START);
    m1.campaign(8, START);
    m1.row(8, "open", "a@x.cn", START);
    m1.answer(7, new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "no"));
    connect();
    pass(Duration.ofMinutes(3));

    assertThat(engagement.readRecordsToList()).hasSize(1);
    assertThat(state(7).timing().shown()).contains("E10103");
    assertThat(state(8).timing().shown()).isNull();
  }

  @Test
  void shouldReportVanishedRowsAndKeepThemPublished() {
    m1.campaign(7, START.minusSeconds(60));
    m1.row(7, "open", "a@x.cn", START.minusSeconds(3));
    m1.row(7, "open", "b@x.cn", START.minusSeconds(2));
    connect();
    pass(Duration.ofSeconds(5));
    m1.campaign(7, START.minusSeconds(60));
    m1.row(7, "open", "b@x.cn", START.minusSeconds(2));
    pass(Duration.ofMinutes(2));

    assertThat(engagement.readRecordsToList()).hasSize(2);
    assertThat(state(7).counts().published()).isEqualTo(2);
    assertThat(state(7).counts().vanished()).isEqualTo(1);
    assertThat(state(7).timing().wholeListAt()).isNotNull();
  }

  @Test
  void shouldBeginAnewForAnotherM1AccountBehindTheSameId() {
    m1.campaign(7, START);
    m1.row(7, "open", "a@x.cn", START);
    connect();
    pass(Duration.ofSeconds(5));
    int calls = m1.calls().size();

    account(AccountDescriptor.State.AUTHORIZED, 2);
    pass(Duration.ofMinutes(3));
    assertThat(m1.calls()).as("the token is still that of the first").hasSize(calls);

    access.answerToken(
        DEMO,
        new TokenOutcome.Available(new Token(new AccessToken("second"), "second", Instant.MAX, 2)));
    pass(Duration.ofMinutes(1));
    assertThat(state(7).counts().published()).isEqualTo(1);
    assertThat(engagement.readRecordsToList()).hasSize(2);
  }

  @Test
  void shouldForgetARemovedAccountAndLeaveOutWhatIsNoDescriptor() {
    m1.campaign(7, START);
    accounts.pipeInput("demo", "{".getBytes(StandardCharsets.UTF_8));
    connect();
    pass(Duration.ofSeconds(5));
    assertThat(board.accounts()).hasSize(1);

    accounts.pipeInput("demo", (byte[]) null);
    pass(Duration.ofSeconds(5));
    int calls = m1.calls().size();
    pass(Duration.ofMinutes(5));
    assertThat(board.accounts()).isEmpty();
    assertThat(m1.calls()).hasSize(calls);
  }

  @Test
  void shouldReadTheWholeListAgainAtCertainAges() {
    m1.campaign(7, START);
    for (int i = 0; i < 12; i++) {
      m1.row(7, "open", "p" + i + "@x.cn", START.minusSeconds(i));
    }
    connect();
    pass(Duration.ofMinutes(9));
    assertThat(state(7).timing().wholeListAt()).isNull();

    pass(Duration.ofMinutes(6));
    assertThat(state(7).timing().wholeListAt()).isNotNull();
  }

  private void connect() {
    account(AccountDescriptor.State.AUTHORIZED, 1);
  }

  private void account(AccountDescriptor.State state, int incarnation) {
    AccountDescriptor descriptor = descriptor(state, incarnation);
    try {
      accounts.pipeInput("demo", ContractJson.mapper().writeValueAsBytes(descriptor));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private AccountDescriptor authorized(int incarnation) {
    return descriptor(AccountDescriptor.State.AUTHORIZED, incarnation);
  }

  private AccountDescriptor descriptor(AccountDescriptor.State state, int incarnation) {
    return new AccountDescriptor(
        "demo", "diamond", 4000, state, incarnation, null, clock.instant());
  }

  private void pass(Duration time) {
    Duration step = time.dividedBy(STEPS);
    if (step.compareTo(TICK) < 0) {
      step = TICK;
    }
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
      clock.advance(step);
      driver.advanceWallClockTime(step);
    }
  }

  private CampaignState state(long campaign) {
    return board.accounts().get(0).campaigns().stream()
        .filter(state -> state.descriptor().campaignId() == campaign)
        .findFirst()
        .orElseThrow();
  }

  private CampaignCounts lastCounts() throws IOException {
    List<TestRecord<String, byte[]>> all = counts.readRecordsToList();
    return ContractJson.mapper().readValue(all.get(all.size() - 1).value(), CampaignCounts.class);
  }

  private static EngagementEvent event(TestRecord<String, byte[]> record) {
    return json(record, EngagementEvent.class);
  }

  private static <T> T json(TestRecord<String, byte[]> record, Class<T> type) {
    try {
      return ContractJson.mapper().readValue(record.value(), type);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String header(TestRecord<String, byte[]> record, String name) {
    Headers headers = record.headers();
    return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private TestOutputTopic<String, byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static PollSettings settings() {
    return TestSettings.with(
        Map.of("tick", "500ms", "page-size", "100", "full-reads", "10m", "min-interval", "60s"));
  }
}

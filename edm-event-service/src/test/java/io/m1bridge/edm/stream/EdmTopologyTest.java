package io.m1bridge.edm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.CampaignCounts;
import io.m1bridge.contracts.CompletenessCertificate;
import io.m1bridge.contracts.EdmDeadLetter;
import io.m1bridge.contracts.EngagementEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class EdmTopologyTest extends EdmTopologyWorld {

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
    assertThat(header(bounce, "ce_subject")).isEqualTo(bounce.key());
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

  @Test
  void shouldFindNewCampaignsWithinAMinute() {
    connect();
    pass(Duration.ofSeconds(10));
    m1.campaign(8, clock.instant());
    pass(Duration.ofMinutes(1));

    assertThat(campaigns.readKeyValuesToList()).hasSize(1);
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
}

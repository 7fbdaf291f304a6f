package io.m1bridge.edm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.account.Token;
import io.m1bridge.account.TokenOutcome;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.edm.poll.PollSettings;
import io.m1bridge.edm.poll.TestSettings;
import io.m1bridge.m1.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Rows leave the ledger's store, and come back from what was published. */
class EdmPutAwayTest extends EdmTopologyWorld {

  private static final int ROWS = 3_000;

  @Override
  PollSettings settings() {
    return TestSettings.with(
        Map.of("tick", "500ms", "full-reads", "10m", "put-away-after", "1h", "page-size", "1000"));
  }

  private List<TestRecord<String, byte[]>> rest() {
    List<TestRecord<String, byte[]>> events = published(1);
    pass(Duration.ofHours(3));
    assertThat(entries()).as("its sum, its day, and that the ledger is whole").isEqualTo(3);
    return events;
  }

  private List<TestRecord<String, byte[]>> published(int incarnation) {
    m1.quirks(Quirks.none(1_000));
    m1.campaign(7, START.minusSeconds(60));
    for (int i = 0; i < ROWS; i++) {
      m1.row(7, "open", "p" + i + "@x.cn", START.minusSeconds(i % 50));
    }
    incarnation(incarnation);
    pass(Duration.ofMinutes(1));
    List<TestRecord<String, byte[]>> events = engagement.readRecordsToList();
    assertThat(events).hasSize(ROWS);
    assertThat(entries()).isGreaterThan(ROWS);
    return events;
  }

  @Test
  void shouldPublishOneLateRowAfterAllOthersWereReadBack() {
    List<TestRecord<String, byte[]>> events = rest();
    historyAtOnce = false;
    m1.row(7, "open", "late@x.cn", START.minusSeconds(7));
    pass(Duration.ofHours(3));
    assertThat(engagement.isEmpty()).as("nothing while its rows are not back").isTrue();

    HistoryReading reading = histories.get(histories.size() - 1);
    put(reading, new HistoryReading.Begin(Map.of()), pastOf(events.subList(0, 2_000)));
    pass(Duration.ofMinutes(5));
    // The reader failed, and begins anew.
    put(reading, new HistoryReading.Begin(Map.of()), pastOf(events), new HistoryReading.End());
    pass(Duration.ofMinutes(5));

    assertThat(engagement.readRecordsToList())
        .singleElement()
        .satisfies(event -> assertThat(event.key()).isEqualTo("late@x.cn"));
    assertThat(reading.isClosed()).isTrue();
    assertThat(state(7).timing().shown()).isNull();
    assertThat(entries()).isGreaterThan(ROWS);
  }

  /** What takes an account up again reads with ledgers of its own. */
  @Test
  void shouldBeginAnewWhereTheAccountIsTakenUpAgainMeanwhile() {
    List<TestRecord<String, byte[]>> events = rest();
    historyAtOnce = false;
    m1.row(7, "open", "late@x.cn", START.minusSeconds(7));
    pass(Duration.ofHours(3));
    HistoryReading left = histories.get(histories.size() - 1);
    put(left, new HistoryReading.Begin(Map.of()), pastOf(events.subList(0, 2_000)));
    pass(Duration.ofMinutes(5));

    accounts.pipeInput("demo", (byte[]) null);
    account(AccountDescriptor.State.AUTHORIZED, 1);
    pass(Duration.ofHours(3));
    assertThat(left.isClosed()).isTrue();
    HistoryReading reading = histories.get(histories.size() - 1);
    assertThat(reading).isNotSameAs(left);
    put(reading, new HistoryReading.Begin(Map.of()), pastOf(events), new HistoryReading.End());
    pass(Duration.ofMinutes(5));

    assertThat(engagement.readRecordsToList())
        .singleElement()
        .satisfies(event -> assertThat(event.key()).isEqualTo("late@x.cn"));
  }

  @Test
  void shouldPublishNothingWhereAnEventIsGone() {
    List<TestRecord<String, byte[]>> events = rest();
    historyAtOnce = false;
    m1.row(7, "open", "late@x.cn", START.minusSeconds(7));
    pass(Duration.ofHours(3));
    put(
        histories.get(histories.size() - 1),
        new HistoryReading.Begin(Map.of()),
        pastOf(events.subList(1, ROWS)),
        new HistoryReading.End());
    pass(Duration.ofHours(8));

    assertThat(engagement.isEmpty()).isTrue();
    assertThat(state(7).timing().shown()).contains("edm.engagement has lost events");
    assertThat(histories).as("not read again").hasSize(2);
  }

  /** Its events would be read back together with those of the first one. */
  @Test
  void shouldPutNothingAwayOfASecondIncarnation() {
    published(2);
    pass(Duration.ofHours(3));
    assertThat(entries()).isGreaterThan(ROWS);
  }

  /** An account that is deleted and declared anew begins at 1 again. */
  @Test
  void shouldPutNothingAwayOfAFirstIncarnationThatASecondOneCameBefore() {
    published(2);
    accounts.pipeInput("demo", (byte[]) null);
    incarnation(1);
    pass(Duration.ofMinutes(5));
    assertThat(engagement.readRecordsToList()).as("a ledger of its own").hasSize(ROWS);
    pass(Duration.ofHours(3));
    assertThat(entries()).isGreaterThan(2 * ROWS);
  }

  private void incarnation(int number) {
    Token token = new Token(new AccessToken("t" + number), "t" + number, Instant.MAX, number);
    access.answerToken(DEMO, new TokenOutcome.Available(token));
    account(AccountDescriptor.State.AUTHORIZED, number);
  }

  private long entries() {
    long entries = 0;
    try (KeyValueIterator<Bytes, byte[]> all =
        driver.<Bytes, byte[]>getKeyValueStore(EdmStores.LEDGER).all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> entry = all.next();
        assertThat(entry.value).isNotNull();
        entries++;
      }
    }
    return entries;
  }
}

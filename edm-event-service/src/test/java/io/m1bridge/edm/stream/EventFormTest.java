package io.m1bridge.edm.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.Topics;
import io.m1bridge.edm.engagement.RecipientKeys;
import io.m1bridge.edm.poll.Counts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Events as operators want them: keyed by HMACs, and by action in topics of their own. */
class EventFormTest extends EdmTopologyWorld {

  private static final RecipientKeys HMACS = RecipientKeys.hmac("0123456789abcdef0123456789abcdef");

  @Override
  RecipientKeys keys() {
    return HMACS;
  }

  @Override
  Set<Action> typeTopics() {
    return Set.of(Action.OPENED, Action.CLICKED);
  }

  @Test
  void shouldKeyEventsByHmacsAndLeaveTheirIdsAsTheyAre() {
    m1.campaign(7, START);
    m1.row(7, "open", "Wang@x.cn", START);
    m1.row(7, "unsubscribe", "wang@x.cn", START);
    connect();
    pass(TICK.multipliedBy(STEPS));

    List<TestRecord<String, byte[]>> all = engagement.readRecordsToList();
    assertThat(all).hasSize(2);
    for (TestRecord<String, byte[]> record : all) {
      assertThat(record.key()).isEqualTo(HMACS.of("wang@x.cn"));
      assertThat(header(record, "ce_subject")).isEqualTo(record.key());
      assertThat(event(record).recipient()).as("the value").isEqualToIgnoringCase("wang@x.cn");
    }
    assertThat(pastOf(all).rows())
        .as("a ledger is refilled by ids and values")
        .hasSize(2)
        .allMatch(row -> row.core() != null);
  }

  @Test
  void shouldCountTheSameAfterARefillOfALostLedger() {
    m1.campaign(7, START);
    m1.row(7, "open", "Wang@x.cn", START);
    m1.row(7, "open", "wang@x.cn", START);
    m1.row(7, "unsubscribe", "wang@x.cn", START);
    m1.row(7, "click", "li@x.cn", START, "http://x.cn/a");
    m1.row(7, "click", "li@x.cn", START, "http://x.cn/" + "a".repeat(900_000));
    m1.damaged(7, START, "null");
    connect();
    pass(Duration.ofMinutes(5));
    Counts before = state(7).counts();
    assertThat(before.published()).isEqualTo(4);
    assertThat(before.deadLetters()).isEqualTo(2);
    HistoryReading.Part events = pastOf(engagement.readRecordsToList());
    HistoryReading.Part letters = pastOfLetters(deadLetters.readRecordsToList());
    stop();
    historyAtOnce = false;
    start();

    put(
        histories.get(histories.size() - 1),
        new HistoryReading.Begin(Map.of("demo", authorized(1))),
        letters,
        events,
        new HistoryReading.End());
    pass(Duration.ofMinutes(5));

    assertThat(state(7).counts()).isEqualTo(before);
    assertThat(engagement.readRecordsToList()).isEmpty();
    assertThat(deadLetters.readRecordsToList()).isEmpty();
  }

  @Test
  void shouldGiveEachEventToTheTopicOfItsActionToo() {
    m1.campaign(7, START);
    m1.row(7, "open", "wang@x.cn", START);
    m1.row(7, "click", "wang@x.cn", START, "http://x.cn/a");
    m1.row(7, "unsubscribe", "li@x.cn", START);
    connect();
    pass(TICK.multipliedBy(STEPS));

    List<TestRecord<String, byte[]>> all = engagement.readRecordsToList();
    assertThat(all).hasSize(3);
    List<TestRecord<String, byte[]>> opened =
        output(Topics.engagementOf(Action.OPENED).name()).readRecordsToList();
    List<TestRecord<String, byte[]>> clicked =
        output(Topics.engagementOf(Action.CLICKED).name()).readRecordsToList();
    assertThat(opened).hasSize(1).isSubsetOf(all);
    assertThat(clicked).hasSize(1).isSubsetOf(all);
    assertThat(header(opened.get(0), "ce_type")).isEqualTo("m1.edm.opened.v1");
    assertThat(topics.owned())
        .extracting(io.m1bridge.contracts.TopicSpec::name)
        .contains("edm.engagement.opened", "edm.engagement.clicked")
        .doesNotContain("edm.engagement.unsubscribed");
  }
}

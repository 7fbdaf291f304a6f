package io.m1bridge.edm.summary;

import static io.m1bridge.edm.summary.TestEvents.SENT_AT;
import static io.m1bridge.edm.summary.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.CampaignStats.Hour;
import io.m1bridge.contracts.CampaignStats.Rates;
import io.m1bridge.contracts.CampaignStats.RatesMissing;
import io.m1bridge.contracts.EngagementEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CampaignTallyTest {

  /** Recipient and event. */
  private record Row(String recipient, EngagementEvent event) {}

  private final List<Row> rows = new ArrayList<>();

  @Test
  void shouldCountRecipientsOnce() {
    row("a", "opened", 10);
    row("a", "opened", 20);
    row("a", "clicked", 30);
    row("b", "opened", 40);
    row("c", "clicked", 50);

    CampaignStats stats = stats();

    assertThat(stats.rows()).isEqualTo(5);
    assertThat(stats.byAction()).isEqualTo(Map.of("opened", 3L, "clicked", 2L));
    assertThat(stats.uniqueOpeners()).isEqualTo(2);
    assertThat(stats.uniqueClickers()).isEqualTo(2);
    assertThat(stats.clickToOpen()).as("c did not open").isEqualTo(0.5);
    assertThat(stats.recipients().known()).isEqualTo(3);
  }

  @Test
  void shouldGiveNoRatesWhereM1DoesNotTellToHowManyItWasSent() {
    row("a", "opened", 10);

    assertThat(stats().rates()).isNull();
    assertThat(stats().ratesMissing()).isEqualTo(RatesMissing.NO_SENT_ROWS);
    assertThat(statsOf(List.of()).clickToOpen()).isNull();
  }

  @Test
  void shouldGiveNoRatesWhereSentRowsAreMissing() {
    row("a", "sent", 0);
    row("b", "opened", 10);

    assertThat(stats().rates()).isNull();
    assertThat(stats().ratesMissing()).isEqualTo(RatesMissing.SENT_ROWS_INCOMPLETE);
  }

  @Test
  void shouldGiveRatesOfTheRecipientsItWasSentTo() {
    for (String recipient : List.of("a", "b", "c", "d", "e")) {
      row(recipient, "sent", 0);
    }
    row("a", "opened", 10);
    row("a", "clicked", 11);
    row("b", "soft-1", 12);
    row("b", "soft-final", 13);
    row("b", "hard-final", 14);
    row("c", "soft-final", 14);
    row("d", "unsubscribed", 15);

    assertThat(stats().rates()).isEqualTo(new Rates(0.2, 0.2, 0.4, 0.2, 0));
    assertThat(stats().ratesMissing()).isNull();
    assertThat(stats().recipients().hardBounced()).isEqualTo(1);
    assertThat(stats().recipients().softBounced()).as("b bounced hard").isEqualTo(1);
  }

  @Test
  void shouldCountPerHourSinceSending() {
    row("a", "opened", -5);
    row("b", "opened", 59);
    row("c", "clicked", 60);
    row("d", "opened", 8 * 24 * 60);
    row("e", "opened", 30 * 24 * 60);
    rows.add(new Row("f", event("opened", 7, SENT_AT.plusSeconds(5), null)));

    assertThat(stats().sentAt()).isEqualTo(SENT_AT);
    assertThat(stats().hours())
        .containsExactly(
            new Hour(0, Map.of("opened", 2L)),
            new Hour(1, Map.of("clicked", 1L)),
            new Hour(CampaignStats.LATER, Map.of("opened", 2L)));
  }

  @Test
  void shouldAddUpToTheSameInWhateverOrderEventsCome() {
    Random random = new Random(11);
    List<String> kinds =
        List.of("sent", "opened", "clicked", "soft-1", "soft-final", "hard-final", "unknown");
    for (int i = 0; i < 300; i++) {
      String recipient = "p" + random.nextInt(40);
      row(recipient, kinds.get(random.nextInt(kinds.size())), random.nextInt(20_000));
    }
    CampaignStats inOrder = stats();
    Collections.shuffle(rows, random);

    assertThat(stats()).isEqualTo(inOrder);
  }

  private void row(String recipient, String what, int minute) {
    rows.add(new Row(recipient, event(what, 7, SENT_AT.plus(Duration.ofMinutes(minute)))));
  }

  private CampaignStats stats() {
    return statsOf(rows);
  }

  private static CampaignStats statsOf(List<Row> rows) {
    Map<String, Integer> marks = new HashMap<>();
    CampaignTally tally = CampaignTally.NONE;
    for (Row row : rows) {
      RecipientMark.Change change =
          RecipientMark.change(marks.getOrDefault(row.recipient(), 0), row.event());
      marks.put(row.recipient(), change.bits());
      tally = tally.plus(CampaignFact.of(row.event(), change.gained(), null));
    }
    return tally.stats("demo", 7);
  }
}

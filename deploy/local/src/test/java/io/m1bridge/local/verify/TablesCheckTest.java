package io.m1bridge.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.contracts.Suppression.Cause;
import io.m1bridge.contracts.Suppression.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TablesCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");

  private final TablesCheck check = new TablesCheck();

  @Test
  void shouldAgreeWithTablesThatSayWhatTheEventsComeTo() {
    events();
    check.stats(stats(Map.of("opened", 1L), 1, 0));
    check.stats(stats(Map.of("opened", 3L, "clicked", 1L, "complained", 1L), 2, 1));
    check.suppression("demo/a@x", suppression("a@x", Reason.COMPLAINED));

    assertThat(check.wrong()).isZero();
  }

  @Test
  void shouldFindACampaignOfWhichNothingOrSomethingElseIsTold() {
    events();
    check.suppression("demo/a@x", suppression("a@x", Reason.COMPLAINED));
    assertThat(check.wrong()).isOne();

    check.stats(stats(Map.of("opened", 4L, "clicked", 1L, "complained", 1L), 2, 1));
    assertThat(check.wrong()).as("a row counted twice").isOne();

    check.stats(stats(Map.of("opened", 3L, "clicked", 1L, "complained", 1L), 3, 1));
    assertThat(check.wrong()).as("an opener counted twice").isOne();
  }

  @Test
  void shouldFindWhoIsNotSuppressedAndWhoIsWithoutCause() {
    check.event("a@x", event(Action.UNSUBSCRIBED));
    check.stats(stats(Map.of("unsubscribed", 1L), 0, 0));
    assertThat(check.wrong()).isOne();

    check.suppression("demo/b@x", suppression("b@x", Reason.UNSUBSCRIBED));
    assertThat(check.wrong()).isEqualTo(2);

    check.suppression("demo/b@x", null);
    check.suppression("demo/a@x", suppression("a@x", Reason.HARD_BOUNCED, Reason.UNSUBSCRIBED));
    assertThat(check.wrong()).isZero();
  }

  private void events() {
    check.event("a@x", event(Action.OPENED));
    check.event("a@x", event(Action.OPENED));
    check.event("b@x", event(Action.OPENED));
    check.event("b@x", event(Action.CLICKED));
    check.event("a@x", event(Action.COMPLAINED));
  }

  private static EngagementEvent event(Action action) {
    return new EngagementEvent(
        "demo",
        7,
        null,
        null,
        "someone",
        action,
        NOW,
        null,
        null,
        null,
        null,
        null,
        new EngagementEvent.Raw("any", "any"),
        false,
        null);
  }

  private static CampaignStats stats(Map<String, Long> byAction, long openers, long clickers) {
    long rows = byAction.values().stream().mapToLong(Long::longValue).sum();
    return new CampaignStats(
        "demo", 7, rows, null, 0, byAction, null, null, openers, clickers, null, null, null, null,
        null, null, null);
  }

  private static Suppression suppression(String recipient, Reason... reasons) {
    List<Cause> causes = Stream.of(reasons).map(reason -> new Cause(reason, NOW, 7L)).toList();
    return new Suppression("demo", recipient, reasons[0], NOW, 7L, causes);
  }
}

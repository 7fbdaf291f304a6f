package io.m1bridge.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.CampaignStats.WithoutMachines;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.LinkStats;
import io.m1bridge.contracts.MachineLikelihood;
import io.m1bridge.contracts.MachineLikelihood.Verdict;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.contracts.Suppression.Cause;
import io.m1bridge.contracts.Suppression.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TablesCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");

  private static final String URL = "https://x.example/";

  private final TablesCheck check = new TablesCheck();

  @Test
  void shouldAgreeWithTablesThatSayWhatTheEventsComeTo() {
    events();
    check.stats(stats(Map.of("opened", 1L), 1, 0));
    check.stats(stats(Map.of("opened", 3L, "clicked", 1L, "complained", 1L), 2, 1));
    check.links(links(1, 1));
    check.suppression("demo/a@x", suppression("a@x", Reason.COMPLAINED));

    assertThat(check.wrong()).isZero();
  }

  @Test
  void shouldFindACampaignOfWhichNothingOrSomethingElseIsTold() {
    events();
    check.links(links(1, 1));
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
    check.event("b@x", click("2026-11-27 08:00:00.0"));
    check.event("a@x", event(Action.COMPLAINED));
  }

  @Test
  void shouldFindALinkOfWhichSomethingElseIsTold() {
    told(1, 0);
    assertThat(check.wrong()).as("no links").isOne();
    check.links(links(2, 2));
    assertThat(check.wrong()).as("a click counted twice").isOne();
    check.links(links(1, 0));
    assertThat(check.wrong()).as("a click taken for a machine's").isOne();
    check.links(links(1, 1));
    assertThat(check.wrong()).isZero();
    check.event("b@x", click("gestern"));
    check.stats(stats(Map.of("clicked", 2L), 0, 1));
    assertThat(check.wrong()).as("nobody knows when it was").isZero();
  }

  @Test
  void shouldFindMachinesThatAreNotLeftOut() {
    told(1, 0);
    check.links(links(1, 0));
    check.machine(machine(Verdict.SUSPECTED));
    assertThat(check.wrong()).as("not in the statistics").isOne();
    told(0, 1);
    assertThat(check.wrong()).as("clicked twice").isOne();
    check.links(new LinkStats("demo", 7, List.of(), new LinkStats.Others(2, 1)));
    check.stats(
        stats(
            Map.of("clicked", 2L), 0, 1, new WithoutMachines(0, 1, 0, 0, null, null, null, 1, 0)));
    assertThat(check.wrong()).isZero();
    check.machine(machine(Verdict.CERTAIN));
    assertThat(check.wrong()).as("counted as suspected").isOne();
  }

  /** One click of b, and statistics of it. */
  private void told(long people, long suspected) {
    check.event("b@x", click("2026-11-27 08:00:00"));
    check.stats(
        stats(
            Map.of("clicked", 1L),
            0,
            1,
            new WithoutMachines(0, people, 0, people, null, null, null, suspected, 0)));
  }

  private static LinkStats links(long clicks, long people) {
    return new LinkStats(
        "demo",
        7,
        List.of(new LinkStats.Link(URL, null, clicks, 1, people, people, NOW, NOW)),
        null);
  }

  private static MachineLikelihood machine(Verdict verdict) {
    return new MachineLikelihood("demo", 7, "b@x", verdict, List.of(), 0, 1, 0, 1, null);
  }

  private static EngagementEvent event(Action action) {
    return event(action, null, "any");
  }

  private static EngagementEvent click(String date) {
    return event(Action.CLICKED, new EngagementEvent.Link(URL, null), date);
  }

  private static EngagementEvent event(
      Action action, EngagementEvent.@Nullable Link link, String date) {
    return new EngagementEvent(
        "demo",
        7,
        null,
        null,
        "someone",
        action,
        NOW,
        null,
        link,
        null,
        null,
        null,
        new EngagementEvent.Raw("any", date),
        false,
        null);
  }

  /** Without any machine. */
  private static CampaignStats stats(Map<String, Long> byAction, long openers, long clickers) {
    long opens = byAction.getOrDefault("opened", 0L);
    long clicks = byAction.getOrDefault("clicked", 0L);
    return stats(
        byAction,
        openers,
        clickers,
        new WithoutMachines(opens, clicks, openers, clickers, null, null, null, 0, 0));
  }

  private static CampaignStats stats(
      Map<String, Long> byAction, long openers, long clickers, WithoutMachines people) {
    long rows = byAction.values().stream().mapToLong(Long::longValue).sum();
    return new CampaignStats(
        "demo", 7, rows, null, 0, byAction, null, null, openers, clickers, null, null, null, null,
        null, null, people);
  }

  private static Suppression suppression(String recipient, Reason... reasons) {
    List<Cause> causes = Stream.of(reasons).map(reason -> new Cause(reason, NOW, 7L)).toList();
    return new Suppression("demo", recipient, reasons[0], NOW, 7L, causes);
  }
}

package io.m1bridge.edm.web;

import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.CampaignStats.Recipients;
import io.m1bridge.contracts.CampaignStats.WithoutMachines;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.LinkStats;
import io.m1bridge.ui.chart.Chart;
import io.m1bridge.ui.page.UiFormats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the page of one campaign shows.
 *
 * @param stats null where they are not known now
 * @param clicked the links that were clicked; null where none was, or it is not known now
 */
public record CampaignDetail(
    CampaignView campaign,
    @Nullable CampaignStats stats,
    @Nullable LinkStats clicked,
    Instant now) {

  /** Links that a person reads through; REST has all. */
  private static final int MOST_LINKS = 20;

  /** Those that there are few of, beside each other on one scale. */
  private static final List<Action> LINES =
      List.of(
          Action.OPENED, Action.CLICKED, Action.BOUNCED, Action.UNSUBSCRIBED, Action.COMPLAINED);

  /**
   * A step of the funnel, or a way out of it.
   *
   * @param of all of whom it is a part, at least 1
   */
  public record Step(String label, long recipients, long of) {

    /** For people. */
    public String text() {
      return UiFormats.number(recipients) + ", " + UiFormats.percent((double) recipients / of);
    }
  }

  /**
   * A number with machines and without.
   *
   * @param people what is left without those of machines, suspected ones too
   */
  public record Counted(String label, long all, long people) {}

  /** What machines make of the numbers; empty where that is not known. */
  public List<Counted> counted() {
    CampaignStats known = stats;
    WithoutMachines people = people();
    if (known == null || people == null) {
      return List.of();
    }
    return List.of(
        new Counted("Opens", rows(known, Action.OPENED), people.opens()),
        new Counted("Recipients who opened", orZero(known.uniqueOpeners()), people.uniqueOpeners()),
        new Counted("Clicks", rows(known, Action.CLICKED), people.clicks()),
        new Counted(
            "Recipients who clicked", orZero(known.uniqueClickers()), people.uniqueClickers()));
  }

  /** What people did; null where that is not known. */
  public @Nullable WithoutMachines people() {
    return stats == null ? null : stats.withoutMachines();
  }

  private static long rows(CampaignStats known, Action action) {
    return known.byAction().getOrDefault(action.word(), 0L);
  }

  /** The links that were clicked most, those first. */
  public List<LinkStats.Link> links() {
    LinkStats known = clicked;
    return known == null
        ? List.of()
        : known.links().subList(0, Math.min(MOST_LINKS, known.links().size()));
  }

  /** How many links there are beside those. */
  public int moreLinks() {
    return clicked == null ? 0 : clicked.links().size() - links().size();
  }

  /** How long ago everything was found complete; null if it never was. */
  public @Nullable Duration delay() {
    return campaign.delay(now);
  }

  /** Events per hour since sending; null where M1 tells no time of sending, or nothing happened. */
  public @Nullable Chart chart() {
    CampaignStats known = stats;
    Instant sentAt = known == null ? null : known.sentAt();
    List<CampaignStats.Hour> hours = known == null ? null : known.hours();
    if (sentAt == null || hours == null) {
      return null;
    }
    Map<Integer, Map<String, Long>> byHour = new HashMap<>();
    hours.stream()
        .filter(hour -> hour.hour() < CampaignStats.LATER)
        .forEach(hour -> byHour.put(hour.hour(), hour.byAction()));
    int last = byHour.keySet().stream().mapToInt(hour -> hour).max().orElse(-1);
    List<Action> lines =
        LINES.stream()
            .filter(
                action ->
                    byHour.values().stream().anyMatch(rows -> rows.containsKey(action.word())))
            .toList();
    if (lines.isEmpty()) {
      return null;
    }
    // Hours without events are left out of the statistics, and are zero: also the next one, if it
    // has begun.
    int end = sentAt.plus(Duration.ofHours(last + 1L)).isAfter(now) ? last : last + 1;
    List<Instant> times =
        Stream.iterate(0, hour -> hour <= end, hour -> hour + 1)
            .map(hour -> sentAt.plus(Duration.ofHours(hour)))
            .toList();
    return new Chart(
        "Events per hour since sending",
        times,
        lines.stream().map(action -> line(action, times.size(), byHour)).toList());
  }

  private static Chart.Series line(
      Action action, int hours, Map<Integer, Map<String, Long>> byHour) {
    List<@Nullable Number> values = new ArrayList<>();
    for (int hour = 0; hour < hours; hour++) {
      values.add(byHour.getOrDefault(hour, Map.of()).getOrDefault(action.word(), 0L));
    }
    return new Chart.Series(action.word(), values);
  }

  /** Events that came later than a week after sending, in no chart. */
  public long later() {
    CampaignStats known = stats;
    List<CampaignStats.Hour> hours = known == null ? null : known.hours();
    return hours == null
        ? 0
        : hours.stream()
            .filter(hour -> hour.hour() == CampaignStats.LATER)
            .flatMap(hour -> hour.byAction().values().stream())
            .mapToLong(rows -> rows)
            .sum();
  }

  /** From whom it was sent to down to who clicked, each recipient once. */
  public List<Step> funnel() {
    CampaignStats known = stats;
    Recipients recipients = known == null ? null : known.recipients();
    if (known == null || recipients == null) {
      return List.of();
    }
    long of = base(recipients);
    List<Step> steps = new ArrayList<>();
    steps.add(
        isSentKnown()
            ? step("Sent to", recipients.sent(), of)
            : step("Did anything, as far as M1 tells", recipients.known(), of));
    steps.add(step("Opened", orZero(known.uniqueOpeners()), of));
    steps.add(step("Clicked", orZero(known.uniqueClickers()), of));
    return List.copyOf(steps);
  }

  /** Recipients whom it did not reach, or who want no more; each once. */
  public List<Step> lost() {
    CampaignStats known = stats;
    Recipients recipients = known == null ? null : known.recipients();
    if (recipients == null) {
      return List.of();
    }
    long of = base(recipients);
    return List.of(
        step("Bounced for good", recipients.hardBounced(), of),
        step("Bounced softly to the end", recipients.softBounced(), of),
        step("Unsubscribed", recipients.unsubscribed(), of),
        step("Complained", recipients.complained(), of));
  }

  /** Whether M1 lists to whom it was sent, all of them. */
  public boolean isSentKnown() {
    return stats != null && stats.ratesMissing() == null && stats.rates() != null;
  }

  private long base(Recipients recipients) {
    return isSentKnown() ? recipients.sent() : recipients.known();
  }

  private static Step step(String label, long recipients, long of) {
    return new Step(label, recipients, Math.max(1, of));
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }
}

package io.m1bridge.edm.summary;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.CampaignCounts;
import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.CampaignStats.Hour;
import io.m1bridge.contracts.CampaignStats.Rates;
import io.m1bridge.contracts.CampaignStats.RatesMissing;
import io.m1bridge.contracts.CampaignStats.Recipients;
import io.m1bridge.contracts.CampaignStats.WithoutMachines;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.edm.machine.Marked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a campaign add up to, in whatever order they come.
 *
 * @param byAction rows by action word
 * @param recipients how many recipients have each mark
 * @param hours rows by hour since sending and action word
 * @param counts what the poller told last; null before
 * @param marked what is taken for a machine's; null if nothing ever was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignTally(
    Map<String, Long> byAction,
    Map<RecipientMark, Long> recipients,
    @Nullable Instant sentAt,
    Map<Integer, Map<String, Long>> hours,
    @Nullable CampaignCounts counts,
    @Nullable Marked marked) {

  public static final CampaignTally NONE =
      new CampaignTally(Map.of(), Map.of(), null, Map.of(), null, null);

  public CampaignTally plus(CampaignFact fact) {
    CampaignFact.Happened event = fact.event();
    CampaignCounts told = fact.counts();
    if (event == null) {
      return new CampaignTally(
          byAction, recipients, sentAt, hours, told == null ? counts : told, marked);
    }
    Map<RecipientMark, Long> after = new TreeMap<>(recipients);
    event.gained().forEach(mark -> after.merge(mark, 1L, Long::sum));
    Marked change = fact.marked();
    return new CampaignTally(
        plusOne(byAction, event.action()),
        after,
        earlier(sentAt, event.sentAt()),
        plusOne(hours, event),
        counts,
        change == null ? marked : machines().plus(change));
  }

  /** What subscribers are told. */
  public CampaignStats stats(String account, long campaignId) {
    CampaignCounts told = counts;
    long opened = of(RecipientMark.OPENED);
    RatesMissing missing = ratesMissing();
    return new CampaignStats(
        account,
        campaignId,
        byAction.values().stream().mapToLong(rows -> rows).sum(),
        told == null ? null : told.rowsAtM1(),
        told == null ? 0 : told.deadLetters(),
        byAction,
        told == null ? null : told.verifiedTo(),
        told == null ? null : told.verifiedAt(),
        opened,
        of(RecipientMark.CLICKED),
        opened == 0 ? null : (double) of(RecipientMark.OPENED_AND_CLICKED) / opened,
        new Recipients(
            of(RecipientMark.KNOWN),
            of(RecipientMark.SENT),
            of(RecipientMark.HARD_BOUNCED),
            softBounced(),
            of(RecipientMark.UNSUBSCRIBED),
            of(RecipientMark.COMPLAINED)),
        missing == null ? rates() : null,
        missing,
        sentAt,
        shownHours(),
        withoutMachines(missing == null));
  }

  private WithoutMachines withoutMachines(boolean hasRates) {
    Marked machines = machines();
    long openers = of(RecipientMark.OPENED) - machines.openers();
    long clickers = of(RecipientMark.CLICKED) - machines.clickers();
    long both = of(RecipientMark.OPENED_AND_CLICKED) - machines.both();
    double sent = of(RecipientMark.SENT);
    return new WithoutMachines(
        byAction.getOrDefault(Action.OPENED.word(), 0L) - machines.opens(),
        byAction.getOrDefault(Action.CLICKED.word(), 0L) - machines.clicks(),
        openers,
        clickers,
        openers == 0 ? null : (double) both / openers,
        hasRates ? openers / sent : null,
        hasRates ? clickers / sent : null,
        machines.suspected(),
        machines.certain());
  }

  private Marked machines() {
    return marked == null ? Marked.NONE : marked;
  }

  private @Nullable RatesMissing ratesMissing() {
    if (of(RecipientMark.SENT) == 0) {
      return RatesMissing.NO_SENT_ROWS;
    }
    return of(RecipientMark.ACTED) == of(RecipientMark.ACTED_AND_SENT)
        ? null
        : RatesMissing.SENT_ROWS_INCOMPLETE;
  }

  private Rates rates() {
    double sent = of(RecipientMark.SENT);
    return new Rates(
        of(RecipientMark.OPENED) / sent,
        of(RecipientMark.CLICKED) / sent,
        (of(RecipientMark.HARD_BOUNCED) + softBounced()) / sent,
        of(RecipientMark.UNSUBSCRIBED) / sent,
        of(RecipientMark.COMPLAINED) / sent);
  }

  /** One effective bounce per recipient: a hard one says more. */
  private long softBounced() {
    return of(RecipientMark.SOFT_BOUNCED) - of(RecipientMark.HARD_AND_SOFT_BOUNCED);
  }

  private long of(RecipientMark mark) {
    return recipients.getOrDefault(mark, 0L);
  }

  private List<Hour> shownHours() {
    List<Hour> shown = new ArrayList<>();
    new TreeMap<>(hours).forEach((hour, rows) -> shown.add(new Hour(hour, rows)));
    return shown;
  }

  private static Map<Integer, Map<String, Long>> plusOne(
      Map<Integer, Map<String, Long>> hours, CampaignFact.Happened event) {
    Integer hour = event.hour();
    if (hour == null) {
      return hours;
    }
    Map<Integer, Map<String, Long>> after = new TreeMap<>(hours);
    after.put(hour, plusOne(hours.getOrDefault(hour, Map.of()), event.action()));
    return after;
  }

  private static Map<String, Long> plusOne(Map<String, Long> rows, String action) {
    Map<String, Long> after = new TreeMap<>(rows);
    after.merge(action, 1L, Long::sum);
    return after;
  }

  private static @Nullable Instant earlier(@Nullable Instant known, @Nullable Instant other) {
    if (known == null || other == null) {
      return known == null ? other : known;
    }
    return other.isBefore(known) ? other : known;
  }
}

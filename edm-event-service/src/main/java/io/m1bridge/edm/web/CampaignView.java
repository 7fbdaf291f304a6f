package io.m1bridge.edm.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.edm.poll.CampaignState;
import io.m1bridge.edm.poll.Counts;
import io.m1bridge.edm.poll.Timing;
import io.m1bridge.edm.poll.Witnessed;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as REST and page show it.
 *
 * @param rows published rows
 * @param rowsAtM1 what M1 counted when it was last asked; null before
 * @param deadLetters rows on {@code edm.dead-letters} instead
 * @param vanished published rows that M1 no longer shows
 * @param changed rows that M1 lists otherwise than they were published
 * @param unlisted rows that M1 counts but does not list
 * @param complete whether the last poll found every row that M1 counts
 * @param verifiedTo everything up to here was counted and found complete
 * @param failing whether M1 does not answer for it, while it does for others
 * @param failingSince since when; null if it is not
 * @param problem what is wrong, for a person; null if nothing
 * @param witnessed what M1's lists of single contacts told; null if none was compared
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignView(
    String account,
    long campaignId,
    @Nullable String subject,
    @Nullable Instant createdAt,
    @Nullable Instant sentAt,
    long rows,
    @Nullable Long rowsAtM1,
    Map<String, Long> byAction,
    long deadLetters,
    long vanished,
    long changed,
    long unlisted,
    boolean complete,
    @Nullable Instant verifiedTo,
    @Nullable Instant verifiedAt,
    long polls,
    @Nullable Instant lastPollAt,
    Instant nextPollAt,
    boolean failing,
    @Nullable Instant failingSince,
    @Nullable String problem,
    @Nullable Witnessed witnessed) {

  static CampaignView of(CampaignState state) {
    CampaignDescriptor campaign = state.descriptor();
    Counts counts = state.counts();
    Timing timing = state.timing();
    Timing.Trouble trouble = timing.trouble();
    boolean complete = timing.verifiedAt() != null && timing.shown() == null && counts.agree();
    return new CampaignView(
        campaign.account(),
        campaign.campaignId(),
        campaign.subject(),
        campaign.createdAt(),
        campaign.sentAt(),
        counts.published(),
        counts.atM1(),
        counts.byAction(),
        counts.deadLetters(),
        counts.vanished(),
        state.changed().rows(),
        counts.unlisted(),
        complete,
        timing.verifiedTo(),
        timing.verifiedAt(),
        timing.polls(),
        timing.lastPollAt(),
        timing.nextPollAt(),
        trouble != null,
        trouble == null ? null : trouble.since(),
        state.shown(),
        state.witnessed());
  }

  /** Which one, over all accounts. */
  String key() {
    return account + "/" + campaignId;
  }

  /** What is searched, in lower case. */
  String text() {
    return ((subject == null ? "" : subject) + " " + key()).toLowerCase(Locale.ROOT);
  }

  public long opens() {
    return of(EngagementEvent.Action.OPENED);
  }

  public long clicks() {
    return of(EngagementEvent.Action.CLICKED);
  }

  public long bounces() {
    return of(EngagementEvent.Action.BOUNCED);
  }

  private long of(EngagementEvent.Action action) {
    return byAction.getOrDefault(action.word(), 0L);
  }

  /** Rows that M1 counts and that are neither published nor put aside; null where not known. */
  public @Nullable Long missing() {
    return rowsAtM1 == null ? null : Math.max(0, rowsAtM1 - published());
  }

  /** How long ago everything was found complete; null if it never was. Not negative. */
  public @Nullable Duration delay(Instant now) {
    if (verifiedTo == null) {
      return null;
    }
    return now.isBefore(verifiedTo) ? Duration.ZERO : Duration.between(verifiedTo, now);
  }

  /** A bar of the page's chart. */
  public record Bar(String action, long rows) {}

  /** Rows by action, the most frequent first. */
  public List<Bar> bars() {
    return byAction.entrySet().stream()
        .map(entry -> new Bar(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(Bar::rows).reversed().thenComparing(Bar::action))
        .toList();
  }

  /** Rows among those that M1 has now that are published or put aside. */
  public long published() {
    return rows + deadLetters - vanished;
  }

  /** For people. */
  public String completeness() {
    return published() + " of " + (rowsAtM1 == null ? "?" : rowsAtM1);
  }
}

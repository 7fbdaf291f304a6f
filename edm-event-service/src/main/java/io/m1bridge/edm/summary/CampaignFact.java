package io.m1bridge.edm.summary;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.CampaignCounts;
import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.edm.machine.Marked;
import io.m1bridge.edm.machine.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing more that is known of a campaign: an event, or what the poller counts.
 *
 * @param marked how an event changes what is taken for a machine's; null if it does not, or that
 *     was not looked at yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignFact(
    @Nullable Happened event, @Nullable CampaignCounts counts, @Nullable Marked marked) {

  /**
   * One event.
   *
   * @param action its word
   * @param hour since sending; null if M1's row has no time of sending
   * @param gained what its recipient did for the first time in this campaign
   * @param seen what machines are known by; null if the event has nothing of it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Happened(
      String account,
      long campaignId,
      String action,
      @Nullable Instant sentAt,
      @Nullable Integer hour,
      Set<RecipientMark> gained,
      @Nullable Sighting seen) {
    public Happened {
      gained = Set.copyOf(gained);
    }
  }

  /** An event is a fact of its campaign. */
  public static CampaignFact of(
      EngagementEvent event, Set<RecipientMark> gained, @Nullable Sighting seen) {
    return new CampaignFact(
        new Happened(
            event.account(),
            event.campaignId(),
            event.action().word(),
            event.sentAt(),
            hour(event),
            gained,
            seen),
        null,
        null);
  }

  public static CampaignFact of(CampaignCounts counts) {
    return new CampaignFact(null, counts, null);
  }

  /** The same, with what it changes. */
  public CampaignFact with(Marked change) {
    return new CampaignFact(event, counts, change.equals(Marked.NONE) ? null : change);
  }

  /** Clocks that differ show events before their sending: these are of the first hour. */
  private static @Nullable Integer hour(EngagementEvent event) {
    Instant sentAt = event.sentAt();
    if (sentAt == null) {
      return null;
    }
    long hours = Duration.between(sentAt, event.occurredAt()).toHours();
    return (int) Math.max(0, Math.min(CampaignStats.LATER, hours));
  }
}

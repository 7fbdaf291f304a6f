package io.m1bridge.edm.summary;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.CampaignCounts;
import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.EngagementEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One thing more that is known of a campaign: an event, or what the poller counts. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignFact(@Nullable Happened event, @Nullable CampaignCounts counts) {

  /**
   * One event.
   *
   * @param action its word
   * @param hour since sending; null if M1's row has no time of sending
   * @param gained what its recipient did for the first time in this campaign
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Happened(
      String account,
      long campaignId,
      String action,
      @Nullable Instant sentAt,
      @Nullable Integer hour,
      Set<RecipientMark> gained) {
    public Happened {
      gained = Set.copyOf(gained);
    }
  }

  /** An event is a fact of its campaign. */
  public static CampaignFact of(EngagementEvent event, Set<RecipientMark> gained) {
    return new CampaignFact(
        new Happened(
            event.account(),
            event.campaignId(),
            event.action().word(),
            event.sentAt(),
            hour(event),
            gained),
        null);
  }

  public static CampaignFact of(CampaignCounts counts) {
    return new CampaignFact(null, counts);
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

package io.m1bridge.edm.machine;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.edm.engagement.EngagementMapper;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Of an event what machines are known by.
 *
 * @param recipient in canonical form
 * @param action {@code opened}, {@code clicked} or {@code sent}
 * @param campaignSentAt when the campaign was sent, as the row says; null if it does not
 * @param sentAt when the mail went out to this recipient, by its first {@code sent} row; null while
 *     there is none
 * @param ip as M1 wrote it; null if it did not
 * @param url for clicks only; null if M1 wrote none
 * @param linkName for clicks only; null if M1 wrote none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sighting(
    String recipient,
    Action action,
    Instant at,
    @Nullable Instant campaignSentAt,
    @Nullable Instant sentAt,
    @Nullable String ip,
    @Nullable String url,
    @Nullable String linkName) {

  /**
   * What an event shows; null if it is none of opens, clicks and {@code sent} rows, or nobody knows
   * when it happened.
   *
   * @param recipient in canonical form
   * @param sentAt of its first {@code sent} row so far; null while there is none
   */
  public static @Nullable Sighting of(
      EngagementEvent event, String recipient, @Nullable Instant sentAt) {
    Action action = event.action();
    if (action != Action.OPENED && action != Action.CLICKED && action != Action.SENT) {
      return null;
    }
    if (!EngagementMapper.isDated(event)) {
      return null;
    }
    Instant campaignSentAt = event.sentAt();
    EngagementEvent.Link link = action == Action.CLICKED ? event.link() : null;
    return new Sighting(
        recipient,
        action,
        event.occurredAt(),
        campaignSentAt != null && EngagementMapper.isPlausible(campaignSentAt)
            ? campaignSentAt
            : null,
        sentAt,
        event.ip(),
        link == null ? null : link.url(),
        link == null ? null : link.name());
  }

  /** Names the action only: the rest is personal data. */
  @Override
  public String toString() {
    return "Sighting[" + action + "]";
  }
}

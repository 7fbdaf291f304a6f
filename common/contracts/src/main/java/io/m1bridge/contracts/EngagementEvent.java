package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The data of an engagement event, CloudEvent type {@code m1.edm.<action>.v1}. Key of the record:
 * the recipient in canonical form (module {@code address}).
 *
 * @param recipient email as M1 wrote it
 * @param bounce only for bounces
 * @param link only for clicks
 * @param late whether it appeared after its window had been verified
 * @param sentAt when M1 sent the campaign, as the row says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EngagementEvent(
    String account,
    long campaignId,
    @Nullable String mailingId,
    @Nullable String campaignSubject,
    String recipient,
    Action action,
    Instant occurredAt,
    @Nullable Bounce bounce,
    @Nullable Link link,
    @Nullable String ip,
    @Nullable Geo geo,
    @Nullable Client client,
    Raw raw,
    boolean late,
    @Nullable Instant sentAt) {

  /** What the recipient, or the mail system, did. */
  public enum Action {
    @JsonProperty("opened")
    OPENED("opened"),
    @JsonProperty("clicked")
    CLICKED("clicked"),
    @JsonProperty("unsubscribed")
    UNSUBSCRIBED("unsubscribed"),
    @JsonProperty("bounced")
    BOUNCED("bounced"),
    @JsonProperty("complained")
    COMPLAINED("complained"),
    @JsonProperty("sent")
    SENT("sent"),
    @JsonProperty("unknown")
    UNKNOWN("unknown");

    private final String word;

    Action(String word) {
      this.word = word;
    }

    /** {@code opened}, {@code clicked}, … */
    public String word() {
      return word;
    }

    /** The CloudEvent type, {@code m1.edm.opened.v1}. */
    public String type() {
      return "m1.edm." + word + ".v1";
    }
  }

  /** {@code kind} is {@code soft} or {@code hard}; {@code stage} 1 to 3, null for the final one. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Bounce(
      String kind, @Nullable Integer stage, @JsonProperty("final") boolean isFinal) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Link(@Nullable String url, @Nullable String name) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Geo(@Nullable String country, @Nullable String region, @Nullable String city) {}

  /**
   * M1's sample has {@code software} and {@code clientOs} swapped against their names; here {@code
   * os} is the system.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Client(@Nullable String os, @Nullable String name) {}

  /**
   * The type and date as M1 wrote them; of rows that are equal but for the spelling of their type
   * each event has one of the spellings.
   */
  public record Raw(String type, String eventdate) {}

  /** Names the campaign only: the rest is personal data. */
  @Override
  public String toString() {
    return "EngagementEvent[" + account + "/" + campaignId + ", " + action + "]";
  }
}

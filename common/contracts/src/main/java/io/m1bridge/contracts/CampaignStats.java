package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code edm.campaign-stats}; key {@code account/campaign}. Derived from {@code
 * edm.engagement}; only {@code rowsAtM1}, {@code deadLetters}, {@code verifiedTo} and {@code
 * verifiedAt} are the poller's.
 *
 * @param rows engagement rows so far
 * @param rowsAtM1 how many M1 counted when it was last asked
 * @param deadLetters rows that are on {@code edm.dead-letters} instead: M1 counts them too
 * @param byAction rows by action word
 * @param verifiedTo everything up to here was counted and found complete
 * @param verifiedAt when that was found
 * @param uniqueOpeners recipients who opened
 * @param uniqueClickers recipients who clicked
 * @param clickToOpen the share of the openers who clicked too; null while there are none
 * @param recipients how many recipients there are of each kind; null in records of earlier versions
 * @param rates shares of the recipients that it was sent to; null where M1 does not tell how many
 * @param ratesMissing why there are no rates; null where there are
 * @param sentAt when it was sent, as M1's rows say
 * @param hours rows per hour since sending, hours without rows left out; the last one, {@link
 *     #LATER}, has all that came later. Rows of which M1 gives no time of sending are in none
 * @param withoutMachines the same without what {@code edm.machine-likelihood} takes for a
 *     machine's, suspected or certain; null in records of earlier versions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignStats(
    String account,
    long campaignId,
    long rows,
    @Nullable Long rowsAtM1,
    long deadLetters,
    Map<String, Long> byAction,
    @Nullable Instant verifiedTo,
    @Nullable Instant verifiedAt,
    @Nullable Long uniqueOpeners,
    @Nullable Long uniqueClickers,
    @Nullable Double clickToOpen,
    @Nullable Recipients recipients,
    @Nullable Rates rates,
    @Nullable RatesMissing ratesMissing,
    @Nullable Instant sentAt,
    @Nullable List<Hour> hours,
    @Nullable WithoutMachines withoutMachines) {

  public static final String TYPE = "m1.edm.campaign-stats.v1";

  /** Stands for this and all later hours: a week after sending. */
  public static final int LATER = 7 * 24;

  public CampaignStats {
    byAction = Map.copyOf(byAction);
    hours = hours == null ? null : List.copyOf(hours);
  }

  /**
   * Recipients, each counted once.
   *
   * @param known of whom there is any row
   * @param sent with a {@code sent} row
   * @param hardBounced to whom it bounced for good
   * @param softBounced with a final soft bounce, and no hard one
   */
  public record Recipients(
      long known,
      long sent,
      long hardBounced,
      long softBounced,
      long unsubscribed,
      long complained) {}

  /** Shares of the recipients with a {@code sent} row. */
  public record Rates(
      double open, double click, double bounce, double unsubscribe, double complaint) {}

  /** Why there are no rates. */
  public enum RatesMissing {
    /** M1 lists no {@code sent} rows: nobody knows to how many it was sent. */
    @JsonProperty("no-sent-rows")
    NO_SENT_ROWS,
    /** Recipients have rows and no {@code sent} row: M1 does not list all of those. */
    @JsonProperty("sent-rows-incomplete")
    SENT_ROWS_INCOMPLETE
  }

  /**
   * Rows of one hour.
   *
   * @param hour 0 is the first one after sending
   * @param byAction rows by action word
   */
  public record Hour(int hour, Map<String, Long> byAction) {
    public Hour {
      byAction = Map.copyOf(byAction);
    }
  }

  /**
   * What people did.
   *
   * @param opens rows of opens
   * @param clicks rows of clicks
   * @param uniqueOpeners recipients with such an open
   * @param uniqueClickers recipients with such a click
   * @param clickToOpen the share of these openers who clicked too; null while there are none
   * @param openRate share of the recipients that it was sent to; null where there are no rates
   * @param clickRate share of the recipients that it was sent to; null where there are no rates
   * @param suspected recipients of whom only machines are suspected
   * @param certain recipients of whom only machines were seen, for certain
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record WithoutMachines(
      long opens,
      long clicks,
      long uniqueOpeners,
      long uniqueClickers,
      @Nullable Double clickToOpen,
      @Nullable Double openRate,
      @Nullable Double clickRate,
      long suspected,
      long certain) {}
}

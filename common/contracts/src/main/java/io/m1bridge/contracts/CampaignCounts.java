package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code edm.campaign-counts}, which is internal; key {@code account/campaign}. What
 * the poller knows of a campaign; {@link CampaignStats} shows it beside what the events add up to.
 *
 * @param rows engagement rows published so far
 * @param rowsAtM1 how many M1 counted when it was last asked
 * @param deadLetters rows that are on {@code edm.dead-letters} instead: M1 counts them too
 * @param byAction rows by action word
 * @param verifiedTo everything up to here was counted and found complete
 * @param verifiedAt when that was found
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignCounts(
    String account,
    long campaignId,
    long rows,
    @Nullable Long rowsAtM1,
    long deadLetters,
    Map<String, Long> byAction,
    @Nullable Instant verifiedTo,
    @Nullable Instant verifiedAt) {

  public static final String TYPE = "m1.edm.campaign-counts.v1";

  public CampaignCounts {
    byAction = Map.copyOf(byAction);
  }
}

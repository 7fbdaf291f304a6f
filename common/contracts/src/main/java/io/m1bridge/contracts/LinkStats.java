package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code edm.link-stats}; key {@code account/campaign}. The clicks of a campaign by
 * link.
 *
 * @param links the most clicked first. Of more than there is room for, those with the shortest URLs
 *     stand here: long ones are often of one recipient each
 * @param others all other clicks together; null if there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LinkStats(
    String account, long campaignId, List<Link> links, @Nullable Others others) {

  public static final String TYPE = "m1.edm.link-stats.v1";

  public LinkStats {
    links = List.copyOf(links);
  }

  /**
   * One link.
   *
   * @param name what M1 calls it; of several names the first in the alphabet; null if it has none
   * @param clicks rows
   * @param uniqueClickers recipients
   * @param clicksWithoutMachines rows that are not a machine's, as {@code edm.machine-likelihood}
   *     tells
   * @param uniqueClickersWithoutMachines recipients with such a row
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Link(
      String url,
      @Nullable String name,
      long clicks,
      long uniqueClickers,
      long clicksWithoutMachines,
      long uniqueClickersWithoutMachines,
      @Nullable Instant firstClickAt,
      @Nullable Instant lastClickAt) {}

  /** Clicks on links that have no row of their own, or no URL. */
  public record Others(long clicks, long clicksWithoutMachines) {}

  /** Names the campaign only: a URL may be of one person. */
  @Override
  public String toString() {
    return "LinkStats[" + account + "/" + campaignId + "]";
  }
}

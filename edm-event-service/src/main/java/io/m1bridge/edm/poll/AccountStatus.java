package io.m1bridge.edm.poll;

import io.m1bridge.contracts.AccountDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account as its owner sees it now; may be ahead of what is committed by one commit interval.
 *
 * @param problem what is wrong with the whole account, for a person; null if nothing. What is wrong
 *     with one campaign stands there
 * @param discoveredAt when M1 last listed the campaigns; null if not since this owner began
 * @param overdue campaigns that have waited as long as their age allows
 * @param lost campaigns of which nothing more is published, for their events are gone
 * @param callsPerHour calls that the campaigns ask for, if there are permits
 * @param callsAvailable calls per hour that there are: as they came while work waited for them; as
 *     many as M1 gives the account where none did
 * @param backfill the last that was ordered; null if none was
 * @param pageSize rows that are asked for at once
 */
public record AccountStatus(
    AccountDescriptor descriptor,
    @Nullable String problem,
    @Nullable Instant discoveredAt,
    int overdue,
    int lost,
    long callsPerHour,
    long callsAvailable,
    @Nullable BackfillProgress backfill,
    int pageSize,
    List<CampaignState> campaigns) {

  /** Whether there is a campaign of this id. */
  public boolean has(long campaignId) {
    return campaigns.stream().anyMatch(campaign -> campaign.id() == campaignId);
  }

  /** What a backfill of a range would come to, if it began now. */
  public BackfillProgress estimate(Instant from, Instant to, Instant now) {
    return BackfillProgress.of(Backfill.ordered(from, to, null, now), campaigns, pageSize);
  }

  /** The largest lag of completeness of its campaigns that are not older than so. */
  public Duration lag(Duration age, Instant now) {
    return campaigns.stream()
        .filter(campaign -> campaign.age(now).compareTo(age) <= 0)
        .map(campaign -> campaign.lag(now))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Whether the campaigns need more calls than there are. */
  public boolean callsShort() {
    return callsPerHour > callsAvailable;
  }
}

package io.m1bridge.edm.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.edm.poll.AccountStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An account as REST and page show it, with sums over its campaigns.
 *
 * @param problem what is wrong with the whole account, for a person; null if nothing
 * @param discoveredAt when M1 last listed its campaigns; null if not since this owner began
 * @param verified campaigns whose last poll found every row that M1 counts
 * @param failing campaigns that cannot be read while others can
 * @param overdue campaigns that have waited as long as their age allows
 * @param rows published rows
 * @param rowsAtM1 as M1 counted them when it was last asked
 * @param callsPerHour calls that the campaigns ask for, if there are permits
 * @param callsAvailable calls per hour that there are for them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountView(
    String account,
    @Nullable String problem,
    @Nullable Instant discoveredAt,
    int campaigns,
    int verified,
    int failing,
    int overdue,
    long rows,
    long rowsAtM1,
    long deadLetters,
    long polls,
    long callsPerHour,
    long callsAvailable) {

  static AccountView of(AccountStatus status) {
    List<CampaignView> campaigns = status.campaigns().stream().map(CampaignView::of).toList();
    return new AccountView(
        status.descriptor().account(),
        status.problem(),
        status.discoveredAt(),
        campaigns.size(),
        (int) campaigns.stream().filter(CampaignView::complete).count(),
        (int) campaigns.stream().filter(CampaignView::failing).count(),
        status.overdue(),
        sum(campaigns, CampaignView::rows),
        campaigns.stream()
            .map(CampaignView::rowsAtM1)
            .filter(Objects::nonNull)
            .mapToLong(rows -> rows)
            .sum(),
        sum(campaigns, CampaignView::deadLetters),
        sum(campaigns, CampaignView::polls),
        status.callsPerHour(),
        status.callsAvailable());
  }

  /** Whether the campaigns need more calls than there are. */
  public boolean callsShort() {
    return callsPerHour > callsAvailable;
  }

  private static long sum(List<CampaignView> campaigns, ToLongFunction<CampaignView> of) {
    return campaigns.stream().mapToLong(of).sum();
  }
}

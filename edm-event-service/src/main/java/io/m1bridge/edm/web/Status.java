package io.m1bridge.edm.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.edm.poll.AccountStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of all campaigns of this process in numbers.
 *
 * @param rowsPublished engagement rows published
 * @param rowsAtM1 as M1 counted them when it was last asked, sum over campaigns
 * @param deadLetters rows on {@code edm.dead-letters} instead
 * @param accountsFailing accounts of which nothing, or no new campaign, can be read
 * @param campaignsFailing campaigns that cannot be read while others can
 * @param campaignsOverdue campaigns that have waited as long as their age allows
 * @param callsPerHourWanted calls that the campaigns ask for, if there are permits
 * @param callsPerHourAvailable calls that there are for them
 * @param accountsShort accounts whose campaigns need more calls than there are
 * @param verified campaigns whose last poll found every row that M1 counts
 * @param lastPollAgeMs since any poll ended; absent before the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Status(
    int accounts,
    int accountsFailing,
    int campaigns,
    int campaignsFailing,
    int campaignsOverdue,
    long callsPerHourWanted,
    long callsPerHourAvailable,
    int accountsShort,
    long rowsPublished,
    long deadLetters,
    long rowsAtM1,
    long rowsVanished,
    long rowsChanged,
    long rowsUnlisted,
    int verified,
    long polls,
    @Nullable Long lastPollAgeMs) {

  static Status of(List<AccountStatus> accounts, List<CampaignView> campaigns, Instant now) {
    Long age =
        campaigns.stream()
            .map(CampaignView::lastPollAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .map(at -> Duration.between(at, now).toMillis())
            .orElse(null);
    return new Status(
        accounts.size(),
        (int) accounts.stream().filter(account -> account.problem() != null).count(),
        campaigns.size(),
        (int) campaigns.stream().filter(CampaignView::failing).count(),
        accounts.stream().mapToInt(AccountStatus::overdue).sum(),
        accounts.stream().mapToLong(AccountStatus::callsPerHour).sum(),
        accounts.stream().mapToLong(AccountStatus::callsAvailable).sum(),
        (int) accounts.stream().filter(AccountStatus::callsShort).count(),
        campaigns.stream().mapToLong(CampaignView::rows).sum(),
        campaigns.stream().mapToLong(CampaignView::deadLetters).sum(),
        campaigns.stream()
            .map(CampaignView::rowsAtM1)
            .filter(Objects::nonNull)
            .mapToLong(n -> n)
            .sum(),
        campaigns.stream().mapToLong(CampaignView::vanished).sum(),
        campaigns.stream().mapToLong(CampaignView::changed).sum(),
        campaigns.stream().mapToLong(CampaignView::unlisted).sum(),
        (int) campaigns.stream().filter(CampaignView::complete).count(),
        campaigns.stream().mapToLong(CampaignView::polls).sum(),
        age);
  }
}

package io.m1bridge.edm.web;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param verified campaigns whose last poll found every row that M1 counts
 * @param lastPollAgeMs since any poll ended; absent before the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Status(
    int accounts,
    int campaigns,
    long rowsPublished,
    long rowsAtM1,
    long rowsVanished,
    long rowsUnlisted,
    int verified,
    long polls,
    @Nullable Long lastPollAgeMs) {

  static Status of(int accounts, List<CampaignView> campaigns, Instant now) {
    Long age =
        campaigns.stream()
            .map(CampaignView::lastPollAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .map(at -> Duration.between(at, now).toMillis())
            .orElse(null);
    return new Status(
        accounts,
        campaigns.size(),
        campaigns.stream().mapToLong(CampaignView::rows).sum(),
        campaigns.stream()
            .map(CampaignView::rowsAtM1)
            .filter(Objects::nonNull)
            .mapToLong(n -> n)
            .sum(),
        campaigns.stream().mapToLong(CampaignView::vanished).sum(),
        campaigns.stream().mapToLong(CampaignView::unlisted).sum(),
        (int) campaigns.stream().filter(CampaignView::complete).count(),
        campaigns.stream().mapToLong(CampaignView::polls).sum(),
        age);
  }
}

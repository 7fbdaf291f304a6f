package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code edm.campaigns}; key {@code account/campaign}. {@code status} is as M1 says
 * it, its meaning is open.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignDescriptor(
    String account,
    long campaignId,
    @Nullable String subject,
    @Nullable String thumbnail,
    @Nullable Instant createdAt,
    @Nullable Instant sentAt,
    @Nullable Integer status,
    Instant firstSeenAt) {

  public static final String TYPE = "m1.edm.campaign.v1";

  /** The record key. */
  public String key() {
    return account + "/" + campaignId;
  }
}

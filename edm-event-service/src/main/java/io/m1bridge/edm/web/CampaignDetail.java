package io.m1bridge.edm.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.LinkStats;
import org.jspecify.annotations.Nullable;

/**
 * One campaign, as far as this process knows it.
 *
 * @param campaign null if another process polls it
 * @param stats with and without machines; null if another process, or none, keeps them
 * @param links null if there was no click, or another process, or none, keeps them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignDetail(
    @Nullable CampaignView campaign, @Nullable CampaignStats stats, @Nullable LinkStats links) {}

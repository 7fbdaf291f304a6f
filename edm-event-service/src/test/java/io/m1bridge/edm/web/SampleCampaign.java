package io.m1bridge.edm.web;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A campaign as REST shows it, with what a test is about. */
record SampleCampaign(CampaignView view) {

  static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  static SampleCampaign of(long id) {
    return new SampleCampaign(
        view(id, "campaign " + id, NOW.minusSeconds(id), 0, 0L, Map.of(), null));
  }

  SampleCampaign subject(@Nullable String subject) {
    return new SampleCampaign(
        view(
            view.campaignId(),
            subject,
            view.sentAt(),
            view.rows(),
            view.rowsAtM1(),
            view.byAction(),
            view.verifiedTo()));
  }

  SampleCampaign rows(Map<String, Long> byAction, @Nullable Long atM1) {
    long rows = byAction.values().stream().mapToLong(count -> count).sum();
    return new SampleCampaign(
        view(
            view.campaignId(),
            view.subject(),
            view.sentAt(),
            rows,
            atM1,
            byAction,
            view.verifiedTo()));
  }

  SampleCampaign verifiedTo(Instant to) {
    return new SampleCampaign(
        view(
            view.campaignId(),
            view.subject(),
            view.sentAt(),
            view.rows(),
            view.rowsAtM1(),
            view.byAction(),
            to));
  }

  private static CampaignView view(
      long id,
      @Nullable String subject,
      @Nullable Instant sentAt,
      long rows,
      @Nullable Long rowsAtM1,
      Map<String, Long> byAction,
      @Nullable Instant verifiedTo) {
    return new CampaignView(
        "demo",
        id,
        subject,
        sentAt,
        sentAt,
        rows,
        rowsAtM1,
        byAction,
        0,
        0,
        0,
        0,
        verifiedTo != null,
        verifiedTo,
        verifiedTo,
        1,
        NOW,
        NOW,
        false,
        null,
        null,
        null);
  }
}

package io.m1bridge.edm.cloud;

import java.time.Instant;

/** Rows as dead letters keep them, equal to those that {@link CampaignCloud} lists. */
public final class KeptRows {

  private KeptRows() {}

  /** An open, as {@code row(campaign, "open", email, at)} makes it. */
  public static String open(String email, Instant at) {
    return """
        {"dmdtype":"open","email":"%s","eventdate":"%s","ip":"192.0.2.1","software":"Windows 7",\
        "clientOs":"Google Chrome","mailing_id":"24788"}"""
        .formatted(email, CampaignCloud.EVENT_DATE.format(at));
  }
}

package io.m1bridge.edm.cloud;

import io.m1bridge.m1.M1Answers.EngagementRow;

/** A row as M1 shows it later: IP masked, client renamed, mailing id filled in. */
final class ChangedRow {

  private ChangedRow() {}

  static EngagementRow of(EngagementRow row, String to) {
    return new EngagementRow(
        row.campaignId(),
        row.subject(),
        row.sendTime(),
        row.type(),
        row.email(),
        row.eventDate(),
        row.clickName(),
        row.clickUrl(),
        "192.0.2.*",
        row.country(),
        row.province(),
        row.city(),
        row.software(),
        "Chrome " + to,
        to);
  }
}

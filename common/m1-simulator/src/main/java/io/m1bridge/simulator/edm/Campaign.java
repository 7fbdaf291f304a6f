package io.m1bridge.simulator.edm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One campaign with all rows it will ever have. What is visible is kept until the next row changes,
 * so that reading a settled campaign page by page costs little. Guarded by {@link Campaigns}.
 */
final class Campaign {
  private final long id;
  private final String subject;
  private final long createdAt;
  private final long sendAt;
  private final int status;
  private final List<EngagementRow> rows;
  private List<EngagementRow> visible = List.of();
  private CampaignTrouble trouble;
  private long builtAt = Long.MIN_VALUE;
  private long validUntil = Long.MIN_VALUE;

  Campaign(
      long id,
      String subject,
      long createdAt,
      long sendAt,
      int status,
      List<EngagementRow> rows,
      CampaignTrouble trouble) {
    this.id = id;
    this.subject = subject;
    this.createdAt = createdAt;
    this.sendAt = sendAt;
    this.status = status;
    this.rows = List.copyOf(rows);
    this.trouble = trouble;
  }

  long id() {
    return id;
  }

  String subject() {
    return subject;
  }

  /** Epoch ms. */
  long createdAt() {
    return createdAt;
  }

  /** Epoch ms. */
  long sendAt() {
    return sendAt;
  }

  CampaignTrouble trouble() {
    return trouble;
  }

  void trouble(CampaignTrouble now) {
    trouble = now;
  }

  /** Whether M1 does not know it now. */
  boolean hidden(long now) {
    return trouble.hides(sendAt, now);
  }

  int status() {
    return status;
  }

  /** Every row, visible or not, in the order in which they were made. */
  List<EngagementRow> rows() {
    return rows;
  }

  /** What M1 shows now, newest first. */
  List<EngagementRow> visible(long now) {
    if (now < builtAt || now >= validUntil) {
      List<EngagementRow> shown = new ArrayList<>();
      long next = EngagementRow.NEVER;
      for (EngagementRow row : rows) {
        if (row.visible(now)) {
          shown.add(row);
        }
        next = Math.min(next, row.nextChange(now));
      }
      shown.sort(
          Comparator.comparingLong((EngagementRow row) -> row.eventAt(now))
              .thenComparingLong(EngagementRow::sequence)
              .reversed());
      visible = shown;
      builtAt = now;
      validUntil = next;
    }
    return visible;
  }
}

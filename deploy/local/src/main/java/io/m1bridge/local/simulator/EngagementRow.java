package io.m1bridge.local.simulator;

/**
 * One engagement row as it can be told from M1's side and from the published event alike; two rows
 * may be equal and still be two. Missing texts are empty.
 */
public record EngagementRow(
    long campaignId,
    String type,
    String email,
    String eventdate,
    String ip,
    String url,
    String linkName,
    String mailingId) {

  /** A row that nobody can read; those of one campaign are equal, and are counted. */
  public static EngagementRow unreadable(long campaignId) {
    return new EngagementRow(campaignId, "unreadable", "", "", "", "", "", "");
  }

  /** Contacts are personal data. */
  @Override
  public String toString() {
    return "EngagementRow[" + campaignId + ", " + type + "]";
  }
}

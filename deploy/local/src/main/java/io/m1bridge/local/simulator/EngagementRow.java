package io.m1bridge.local.simulator;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One engagement row as it can be told from M1's side and from the published event alike; two rows
 * may be equal and still be two. Missing texts are empty.
 *
 * @param type without case and blanks, as edm-event compares it: rows that are equal but for its
 *     spelling are told apart by their number only, so that an event may carry another's spelling
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

  public EngagementRow {
    type = BLANKS.matcher(type).replaceAll("").toLowerCase(Locale.ROOT);
  }

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** A row that nobody can read; those of one campaign are equal, and are counted. */
  public static EngagementRow unreadable(long campaignId) {
    return new EngagementRow(campaignId, "unreadable", "", "", "", "", "", "");
  }

  /** With personal data, for who asked for it. */
  public String inFull() {
    return String.join(
        " | ", Long.toString(campaignId), type, email, eventdate, ip, url, linkName, mailingId);
  }

  /** Contacts are personal data. */
  @Override
  public String toString() {
    return "EngagementRow[" + campaignId + ", " + type + "]";
  }
}

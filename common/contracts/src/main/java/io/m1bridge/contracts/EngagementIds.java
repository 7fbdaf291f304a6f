package io.m1bridge.contracts;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the id of an engagement event is derived, so that anybody can derive it again. M1 gives no
 * event id, and two rows may be equal in every field and still be two events; so an id is
 *
 * <pre>fingerprint "-" ordinal      for example 0f3c…9a-1</pre>
 *
 * <ul>
 *   <li><b>fingerprint</b>: 32 hex digits, the first 16 bytes of SHA-256 over the texts {@code
 *       m1.edm.row.v1}, account, campaign, type, email, eventdate, ip, software, clientOs,
 *       clickurl, clickname, mailing_id, in this order, each as UTF-8 after its length in bytes (4
 *       bytes, big-endian). Subject, thumbnail and geography are left out: they may change later.
 *   <li><b>ordinal</b>: 1 for the first of equal rows, 2 for the second, …
 * </ul>
 *
 * <p>A row that cannot be read becomes a dead letter instead, with an id of the same form; its
 * fingerprint is over {@code m1.edm.unreadable.v1}, account, campaign, and its JSON.
 *
 * <p>Before hashing, the type loses its blanks and its case, the email its case, and every text the
 * blanks around it: M1 shows the same row now this way, now that way. This loses no event, since
 * rows that become equal are told apart by the ordinal, just as rows that are equal from the start.
 */
public final class EngagementIds {

  private static final String VERSION = "m1.edm.row.v1";
  private static final String UNREADABLE_VERSION = "m1.edm.unreadable.v1";
  private static final Pattern ID = Pattern.compile("([0-9a-f]{32})-([1-9][0-9]{0,8})");

  private EngagementIds() {}

  /**
   * The fields of a row that count, raw as M1 gave them; empty where missing.
   *
   * @param type {@code dmdtype}
   * @param eventDate text without a zone
   */
  public record Row(
      String type,
      String email,
      String eventDate,
      String ip,
      String software,
      String clientOs,
      String clickUrl,
      String clickName,
      String mailingId) {

    /** Says nothing: rows are personal data. */
    @Override
    public String toString() {
      return "Row[redacted]";
    }
  }

  /** An id taken apart. */
  public record Parsed(RowFingerprint fingerprint, int ordinal) {}

  /** The fingerprint of a row. */
  public static RowFingerprint fingerprint(String account, long campaignId, Row row) {
    return RowFingerprint.ofBytes(
        TextDigest.of(
            VERSION,
            account,
            Long.toString(campaignId),
            normalizedType(row.type()),
            row.email().strip().toLowerCase(Locale.ROOT),
            row.eventDate().strip(),
            row.ip().strip(),
            row.software().strip(),
            row.clientOs().strip(),
            row.clickUrl().strip(),
            row.clickName().strip(),
            row.mailingId().strip()));
  }

  /**
   * The fingerprint of a row that cannot be read.
   *
   * @param campaignId the campaign whose list held it; 0 for the list of campaigns itself
   * @param json the row as M1 gave it
   */
  public static RowFingerprint ofUnreadable(String account, long campaignId, String json) {
    return RowFingerprint.ofBytes(
        TextDigest.of(UNREADABLE_VERSION, account, Long.toString(campaignId), json));
  }

  /**
   * The event id.
   *
   * @param ordinal among equal rows, from 1
   */
  public static String id(RowFingerprint fingerprint, int ordinal) {
    if (ordinal < 1) {
      throw new IllegalArgumentException("The first of equal rows has the ordinal 1");
    }
    return fingerprint.toHex() + "-" + ordinal;
  }

  /** Takes an id apart; empty if it is not one of ours. */
  public static Optional<Parsed> parse(String id) {
    Matcher matcher = ID.matcher(id);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    byte[] bytes = HexFormat.of().parseHex(matcher.group(1));
    return Optional.of(
        new Parsed(RowFingerprint.ofBytes(bytes), Integer.parseInt(matcher.group(2))));
  }

  /** A {@code dmdtype} without case and blanks, as types are to be compared. */
  public static String normalizedType(String type) {
    StringBuilder kept = new StringBuilder(type.length());
    type.codePoints()
        .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
        .forEach(kept::appendCodePoint);
    return kept.toString().toLowerCase(Locale.ROOT);
  }
}

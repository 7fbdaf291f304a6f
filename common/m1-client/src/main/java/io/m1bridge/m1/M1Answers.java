package io.m1bridge.m1;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What M1 answers when it accepts a call. */
public final class M1Answers {

  private M1Answers() {}

  /** M1 answered {@code "success"} and nothing more. */
  public enum Done {
    DONE
  }

  /**
   * The answer to an add. No contact ids come back.
   *
   * @param groupId the group's id; empty where none was named (M1 says the <em>string</em> {@code
   *     "null"} then)
   */
  public record Added(OptionalLong groupId) {}

  /**
   * One page.
   *
   * @param total how many there are in all pages, as M1 counts them
   * @param rows what this page holds; may be fewer than asked for
   */
  public record Page<T>(long total, List<T> rows) {
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /** A field as {@code /contact/setting} lists it; {@code type} 1 text, 2 drop-down. */
  public record Setting(String field, String name, boolean isOrigin, int type) {}

  /** A group; {@code contactSize} is empty where the call does not tell. */
  public record Group(long id, String name, OptionalLong contactSize) {}

  /** A tag. */
  public record Tag(long id, String name, long contactSize) {}

  /** A custom property; {@code type} 1 text, 2 drop-down. */
  public record Property(long id, String label, int type, String description) {}

  /** A campaign; {@code status} is 4 in every sample, its meaning is open. */
  public record Campaign(
      long id,
      Optional<Instant> createTime,
      Optional<Instant> sendTime,
      String subject,
      String thumbnail,
      Optional<Integer> status) {}

  /**
   * One engagement row, raw: texts as M1 gave them (never null; empty where missing), so that ids
   * can be derived from exactly this.
   *
   * @param eventDate text without a zone, China time: {@code 2016-01-11 21:49:57.0}
   */
  public record EngagementRow(
      long campaignId,
      String subject,
      Optional<Instant> sendTime,
      String type,
      String email,
      String eventDate,
      String clickName,
      String clickUrl,
      String ip,
      String country,
      String province,
      String city,
      String software,
      String clientOs,
      String mailingId) {

    /** Names the campaign only: the rest is personal data. */
    @Override
    public String toString() {
      return "EngagementRow[campaign=" + campaignId + "]";
    }
  }
}

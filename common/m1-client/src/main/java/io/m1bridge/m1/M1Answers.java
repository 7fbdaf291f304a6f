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
   * A row that cannot be read: it is {@code null}, no object, lacks a field that is used, or has
   * another type for it. The rows beside it are not touched by that.
   *
   * @param index where it stood in M1's list, from 0
   * @param raw its JSON, at most {@link #LONGEST_RAW} characters: of a longer one the beginning and
   *     the SHA-256 of the whole, so that two different rows never look the same. Personal data
   * @param problem names the field and what is wrong with it; no contents
   */
  public record DamagedRow(int index, String raw, String problem) {

    /** The most characters of {@link #raw}. */
    public static final int LONGEST_RAW = 16_000;

    /** Hides the row: it is personal data. */
    @Override
    public String toString() {
      return "DamagedRow[index=" + index + ", problem=" + problem + "]";
    }
  }

  /**
   * A whole list.
   *
   * @param rows what could be read, in M1's order
   * @param damaged what could not
   */
  public record Rows<T>(List<T> rows, List<DamagedRow> damaged) {
    public Rows {
      rows = List.copyOf(rows);
      damaged = List.copyOf(damaged);
    }

    /** A list without a damaged row. */
    public static <T> Rows<T> of(List<T> rows) {
      return new Rows<>(rows, List.of());
    }

    /** How many rows M1 gave. */
    public int received() {
      return rows.size() + damaged.size();
    }
  }

  /**
   * One page.
   *
   * @param total how many there are in all pages, as M1 counts them; empty if it does not say. It
   *     may be capped, or count more than is listed
   * @param rows what could be read of this page, in M1's order; M1 may give fewer than asked for
   * @param damaged what could not
   */
  public record Page<T>(OptionalLong total, List<T> rows, List<DamagedRow> damaged) {
    public Page {
      rows = List.copyOf(rows);
      damaged = List.copyOf(damaged);
    }

    /** A page without a damaged row. */
    public Page(long total, List<T> rows) {
      this(OptionalLong.of(total), rows, List.of());
    }

    /** How many rows M1 gave. */
    public int received() {
      return rows.size() + damaged.size();
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
   * @param campaignId the campaign that was asked for
   * @param email never blank
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

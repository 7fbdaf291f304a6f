package io.m1bridge.edm.completeness;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.IdSetHash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was published of one campaign and day.
 *
 * @param rows events
 * @param lateRows how many of them came after the first certificate
 * @param deadLetters rows that are dead letters instead
 * @param idsHash over the ids of the events, in hexadecimal
 * @param verified when the campaign was found complete beyond this day; null before
 * @param changed whether rows came since then
 * @param asked what M1 said of this day since it was verified; null if it was not asked
 * @param mayBeCertified whether a certificate may stand of which nothing is known here: the day was
 *     refilled, and no rows came since
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DayTally(
    long rows,
    long lateRows,
    long deadLetters,
    String idsHash,
    @Nullable Verified verified,
    boolean changed,
    @Nullable Asked asked,
    boolean mayBeCertified) {

  static final DayTally NONE =
      new DayTally(0, 0, 0, IdSetHash.NONE.toHex(), null, true, null, false);

  /**
   * The campaign was found complete.
   *
   * @param to everything up to here was counted
   * @param at when
   */
  public record Verified(Instant to, Instant at) {}

  /**
   * M1 was asked for its count of the day.
   *
   * @param rows its count; null if it has none for a day
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Asked(Instant at, @Nullable Long rows) {}

  /** With more rows: whatever was verified or counted was without them. */
  DayTally plus(DayBatch.Day more) {
    return new DayTally(
        rows + more.rows(),
        verified == null ? lateRows : lateRows + more.rows(),
        // After a refill days do not know of their dead letters: then it was none of these.
        Math.max(0, deadLetters + more.deadLetters()),
        IdSetHash.parse(idsHash).plus(more.hash()).toHex(),
        verified,
        true,
        null,
        false);
  }

  DayTally with(Verified other) {
    return new DayTally(rows, lateRows, deadLetters, idsHash, other, false, asked, false);
  }

  DayTally with(Asked other) {
    return new DayTally(
        rows, lateRows, deadLetters, idsHash, verified, changed, other, mayBeCertified);
  }

  /** What was known of it is lost, but for its rows. */
  DayTally refilled() {
    return new DayTally(rows, lateRows, deadLetters, idsHash, null, true, null, true);
  }

  /** How many rows M1 should count. */
  long known() {
    return rows + deadLetters;
  }
}

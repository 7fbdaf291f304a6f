package io.m1bridge.simulator.behaviour;

import java.time.Duration;

/**
 * What the page leaves open about campaigns.
 *
 * @param tasksFilter which time {@code start} and {@code end} of {@code edm/tasks} mean
 * @param pageCap most rows on one page of {@code edm/task/detail}; a larger limit is clipped
 * @param startInclusive whether a row dated exactly {@code start} is in the window
 * @param endInclusive whether a row dated exactly {@code end} is in the window
 * @param totalIgnoresWindow whether {@code total_count} counts rows outside the window too
 * @param clockSkew how far M1's clock is ahead of ours (negative: behind), in every EDM time
 * @param sentRows whether {@code Sent} rows exist, and under which name
 * @param dmdtype spelling of {@code dmdtype}
 * @param unknownCampaign what a detail of a campaign gets that is not there
 * @param total form of {@code total_count}
 * @param depth how deep a detail can be paged
 */
public record EdmBehaviour(
    TasksFilter tasksFilter,
    int pageCap,
    boolean startInclusive,
    boolean endInclusive,
    boolean totalIgnoresWindow,
    Duration clockSkew,
    SentRows sentRows,
    Dmdtype dmdtype,
    UnknownCampaign unknownCampaign,
    Totals total,
    PageDepth depth) {

  /** Checks the cap. */
  public EdmBehaviour {
    if (pageCap < 1) {
      throw new IllegalArgumentException("edm.pageCap must be at least 1");
    }
  }

  /** The time by which campaigns are listed. */
  public enum TasksFilter {
    CREATE_TIME,
    SEND_TIME
  }

  /** Rows that say a mail was sent. */
  public enum SentRows {
    NONE,
    SENT,
    SENDOUT
  }

  /** Spelling of {@code dmdtype}. */
  public enum Dmdtype {
    /** As in the page's list: {@code Open}, {@code Softbounce1x}, {@code HardBounce final}. */
    PAGE,
    /** As in the page's samples: {@code open}. */
    LOWER,
    /** {@code SOFTBOUNCE 1X}. */
    UPPER_WITH_BLANKS,
    /** A mixture of the three, fixed per row. */
    MIXED
  }

  /** A detail of a campaign that is not there. */
  public enum UnknownCampaign {
    /** No rows. */
    EMPTY,
    /** E10103. */
    REFUSED,
    NO_CODE
  }

  static EdmBehaviour defaults() {
    return new EdmBehaviour(
        TasksFilter.CREATE_TIME,
        500,
        true,
        true,
        false,
        Duration.ZERO,
        SentRows.NONE,
        Dmdtype.PAGE,
        UnknownCampaign.EMPTY,
        Totals.exact(),
        PageDepth.unbounded());
  }
}

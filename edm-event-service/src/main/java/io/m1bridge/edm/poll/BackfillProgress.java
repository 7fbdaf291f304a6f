package io.m1bridge.edm.poll;

import java.util.List;

/**
 * How far a backfill is.
 *
 * @param campaigns of the range, as far as known
 * @param done how many of them are read, or given up
 * @param givenUp how many of them are given up: their lists never came whole
 * @param rows that are to be read yet, as far as M1 counted them
 * @param calls that these take, if M1 gives pages as large as are asked for
 */
public record BackfillProgress(
    Backfill backfill, int campaigns, int done, int givenUp, long rows, long calls) {

  /**
   * @param states all campaigns of the account
   * @param pageSize rows of a page
   */
  static BackfillProgress of(Backfill backfill, List<CampaignState> states, int pageSize) {
    List<CampaignState> covered = states.stream().filter(backfill::covers).toList();
    List<CampaignState> left = covered.stream().filter(one -> !backfill.done(one)).toList();
    long calls = left.stream().mapToLong(one -> calls(one, pageSize)).sum();
    return new BackfillProgress(
        backfill,
        covered.size(),
        covered.size() - left.size(),
        (int) covered.stream().filter(backfill::isGivenUp).count(),
        left.stream().mapToLong(BackfillProgress::rows).sum(),
        backfill.wantsListing() ? calls + 1 : calls);
  }

  /** Whether all that is known of the range is read, or given up. */
  public boolean isDone() {
    return done == campaigns && !backfill.wantsListing();
  }

  private static long rows(CampaignState campaign) {
    Long atM1 = campaign.counts().atM1();
    return Math.max(campaign.counts().accounted(), atM1 == null ? 0 : atM1);
  }

  /** A full read reads the body, and then the short rest. */
  private static long calls(CampaignState campaign, int pageSize) {
    return (rows(campaign) + pageSize - 1) / pageSize + 1;
  }
}

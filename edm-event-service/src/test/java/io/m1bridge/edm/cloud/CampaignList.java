package io.m1bridge.edm.cloud;

import io.m1bridge.m1.M1Answers.Campaign;
import io.m1bridge.m1.M1Answers.DamagedRow;
import io.m1bridge.m1.M1Answers.Rows;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of campaigns. */
final class CampaignList {

  private CampaignList() {}

  /**
   * Those that were made in a window.
   *
   * @param widest wider windows are refused; null: all campaigns are listed, whatever the window
   */
  static M1Outcome<?> of(
      M1Call.ListCampaigns window,
      @Nullable Duration widest,
      Collection<Campaign> campaigns,
      List<DamagedRow> damaged) {
    if (widest == null) {
      return new M1Outcome.Accepted<>(new Rows<>(List.copyOf(campaigns), damaged));
    }
    if (Duration.between(window.start(), window.end()).compareTo(widest) > 0) {
      return new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "the range is too wide");
    }
    return new M1Outcome.Accepted<>(
        new Rows<>(campaigns.stream().filter(one -> isIn(window, one)).toList(), damaged));
  }

  private static boolean isIn(M1Call.ListCampaigns window, Campaign campaign) {
    return campaign
        .createTime()
        .filter(at -> at.isBefore(window.start()) || at.isAfter(window.end()))
        .isEmpty();
  }
}

package io.m1bridge.edm.poll;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What people ordered of one campaign. */
final class Orders {

  private boolean now;
  private @Nullable Backfill backfill;

  /** It is to be polled before all others. */
  void pollNow() {
    now = true;
  }

  /** Its list is to be read whole for a backfill; null for none, whatever was ordered before. */
  void read(@Nullable Backfill ordered) {
    backfill = ordered;
  }

  boolean wantsPollNow() {
    return now;
  }

  /** A poll ended, well or not. */
  void polled() {
    now = false;
  }

  /** Since when its whole list is wanted; null if it is not. */
  @Nullable Instant wholeListSince(CampaignState campaign) {
    Backfill known = backfill;
    return known != null && known.wantsWholeList(campaign) ? known.at() : null;
  }

  /** Whether its first poll is yet to end, and a backfill began before it was found. */
  boolean isFirstPoll(CampaignState campaign) {
    return backfill != null && backfill.isFirstPoll(campaign);
  }

  /**
   * Its list did not come whole, or M1 does not give it at all: if it is still wanted, that counts.
   */
  CampaignState tried(CampaignState campaign) {
    Backfill known = backfill;
    return known == null || known.done(campaign) ? campaign : campaign.tried(known.at());
  }

  /** Its list will never come: a backfill does not wait for what comes once a week. */
  CampaignState givenUp(CampaignState campaign) {
    CampaignState tried = tried(campaign);
    return tried.equals(campaign) ? campaign : givenUp(tried);
  }
}

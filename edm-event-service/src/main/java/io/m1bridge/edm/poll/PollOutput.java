package io.m1bridge.edm.poll;

import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.edm.engagement.EngagementMapper;
import java.time.Instant;

/** Where the poller publishes. All of it, and the state it saves, commits together. */
public interface PollOutput {

  void campaign(CampaignDescriptor descriptor);

  /**
   * @param id of the event
   * @param recordedAt when the row was first seen
   */
  void engagement(String id, EngagementMapper.Mapped mapped, Instant recordedAt);

  void stats(CampaignStats stats);
}

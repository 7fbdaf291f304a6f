package io.m1bridge.edm.poll;

import io.m1bridge.edm.engagement.EngagementMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;

/** What the campaigns of an account share. */
record CampaignHost(
    PollSettings settings,
    PollInterval interval,
    Backoff backoff,
    EngagementMapper mapper,
    PollMetrics metrics,
    Clock clock,
    Consumer<CampaignState> saver) {

  Instant now() {
    return clock.instant();
  }

  void save(CampaignState state) {
    saver.accept(state);
  }
}

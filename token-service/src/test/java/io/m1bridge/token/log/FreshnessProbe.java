package io.m1bridge.token.log;

import java.time.Duration;

/** The real judgement of heartbeats, for a model of the whole. */
public final class FreshnessProbe {

  private final HeartbeatFreshness freshness;

  public FreshnessProbe(Duration sessionTimeout) {
    freshness = new HeartbeatFreshness(sessionTimeout);
  }

  public void sample(double total, long slowest, long now) {
    freshness.sample(total, slowest, now);
  }

  public void lost() {
    freshness.lost();
  }

  public boolean isFresh(long now) {
    return freshness.isFresh(now);
  }
}

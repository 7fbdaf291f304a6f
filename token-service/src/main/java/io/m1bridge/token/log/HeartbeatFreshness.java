package io.m1bridge.token.log;

import java.time.Duration;

/**
 * Whether the group still counts this replica as a member, by the monotonic clock alone. Kafka
 * fences writes, not grants of permits, so these stop by themselves, before the broker can give the
 * partitions to someone else.
 *
 * <p>The session at the broker begins anew when a heartbeat <em>arrives</em>, which is never before
 * it was sent; so an acknowledged heartbeat counts from the last sample before it was noticed, less
 * the longest response time seen. It counts only once a further poll has shown that the membership
 * stands: the answer "you are no longer a member" is an acknowledgement too.
 */
final class HeartbeatFreshness {

  private static final Duration MARGIN = Duration.ofMillis(500);

  private final long lifeNanos;
  private boolean started;
  private double acknowledged;
  private long sampledAt;
  private boolean hasCandidate;
  private long candidate;
  private boolean hasProof;
  private long proof;

  HeartbeatFreshness(Duration sessionTimeout) {
    this.lifeNanos = sessionTimeout.minus(MARGIN).toNanos();
  }

  /**
   * To be called after every poll, by the thread that polls.
   *
   * @param total heartbeats acknowledged so far
   * @param slowest the longest response time of late, ns
   */
  synchronized void sample(double total, long slowest, long now) {
    if (hasCandidate) {
      proof = candidate;
      hasProof = true;
      hasCandidate = false;
    }
    if (started && total > acknowledged) {
      candidate = sampledAt - slowest;
      hasCandidate = true;
    }
    started = true;
    acknowledged = total;
    sampledAt = now;
  }

  /** Membership was lost: nothing counts any more. */
  synchronized void lost() {
    hasCandidate = false;
    hasProof = false;
  }

  synchronized boolean isFresh(long now) {
    return hasProof && now - proof < lifeNanos;
  }
}

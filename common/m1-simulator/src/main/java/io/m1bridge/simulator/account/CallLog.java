package io.m1bridge.simulator.account;

import io.m1bridge.simulator.protocol.M1Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every call of one account: the limit is enforced here, and the truth about it kept for tests.
 * Single calls are kept for two hours and at most {@value #MOST_KEPT}; sums are kept for ever.
 * Thread-safe.
 */
public final class CallLog {
  static final int MOST_KEPT = 50_000;
  private static final long KEPT = Duration.ofHours(2).toMillis();

  private final CallMeter counted = new CallMeter();
  private final CallMeter made = new CallMeter();
  private final Deque<CallRecord> recent = new ArrayDeque<>();
  private final Map<String, Long> byPath = new TreeMap<>();
  private final Map<String, Long> byCode = new TreeMap<>();
  private long total;
  private long overLimit;

  /**
   * Counts a call, before anything else becomes of it.
   *
   * @return whether the limit lets it through
   */
  public synchronized boolean admit(
      Instant now, int limit, HourKind hour, boolean refusedCallsCount) {
    made.count(now);
    boolean aboveInAnyHour = made.used(HourKind.SLIDING, now) > limit;
    boolean admitted = counted.used(hour, now) < limit;
    if (aboveInAnyHour || !admitted) {
      overLimit++;
    }
    if (admitted || refusedCallsCount) {
      counted.count(now);
    }
    return admitted;
  }

  /** Keeps what became of a call. */
  public synchronized void record(CallRecord call) {
    total++;
    byPath.merge(call.path(), 1L, Long::sum);
    byCode.merge(call.code(), 1L, Long::sum);
    recent.addLast(call);
    CallRecord oldest = recent.peekFirst();
    while (oldest != null && (recent.size() > MOST_KEPT || oldest.time() < call.time() - KEPT)) {
      recent.removeFirst();
      oldest = recent.peekFirst();
    }
  }

  /** The kept calls, oldest first. */
  public synchronized List<CallRecord> recent() {
    return List.copyOf(recent);
  }

  /** The sums. */
  public synchronized CallSummary summary(int limit) {
    return new CallSummary(
        total,
        new TreeMap<>(byPath),
        new TreeMap<>(byCode),
        limit,
        made.mostInSlidingHour(),
        made.mostInClockHour(),
        overLimit);
  }

  /** The word for a call that went well. */
  public static final String OK = "ok";

  /** The word for a call that was refused. */
  public static String refused(M1Code code) {
    return code == M1Code.NO_CODE ? "no-code" : code.name();
  }
}

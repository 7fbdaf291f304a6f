package io.m1bridge.edm.poll;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The windows in which M1 is asked for campaigns: one as wide as wished, as long as M1 takes it.
 * Whether it refuses wide ones is open, and servers of its kind do (a month, three months). What it
 * refuses is halved; then the newest part is asked each time, and the older parts one after the
 * other, once and every day again.
 */
final class CampaignWindows {

  /** What an answer has brought. */
  enum Listed {
    /** All that is wanted, by this call or the last of several. */
    WHOLE,
    /** The newest part; the older ones are known from before. */
    NEWEST,
    /** A part, and an older one is to be asked for at once. */
    MORE
  }

  /** What is refused in so narrow a window is not refused for its width. */
  static final Duration NARROWEST = Duration.ofDays(1);

  private static final Duration OLDER_EVERY = Duration.ofDays(1);
  private static final Duration OLDER_AGAIN = Duration.ofMinutes(10);

  private final Duration after;

  /** Null as long as nothing was refused. */
  private @Nullable Duration widest;

  /** Narrowing did not help: not again before M1 has listed something. */
  private boolean hopeless;

  private PollWindow asked = new PollWindow(Instant.EPOCH, Instant.EPOCH);
  private Instant wantedFrom = Instant.MAX;
  private Instant olderDueAt = Instant.MIN;

  /** Where the older part ends that is asked for next; null: the newest part is. */
  private @Nullable Instant olderEnd;

  /**
   * @param after how far into the future campaigns are looked for
   */
  CampaignWindows(Duration after) {
    this.after = after;
  }

  /**
   * The window of the next call.
   *
   * @param back how far back campaigns are wanted, in all
   */
  PollWindow next(Duration back, Instant now) {
    Instant from = now.minus(back);
    if (from.isBefore(wantedFrom)) {
      olderDueAt = now;
    }
    wantedFrom = from;
    Duration width = widest;
    Instant end = olderEnd;
    if (width == null || width.compareTo(back.plus(after)) >= 0) {
      olderEnd = null;
      asked = PollWindow.around(now, back, now, after);
    } else if (end == null) {
      Duration half = width.dividedBy(2);
      Duration ahead = half.compareTo(after) < 0 ? half : after;
      asked = PollWindow.around(now, width.minus(ahead), now, ahead);
    } else {
      Instant start = end.minus(width);
      asked = new PollWindow(start.isBefore(from) ? from : start, end);
    }
    return asked;
  }

  /** Whether the last window is the one in which new campaigns appear. */
  boolean isNewest() {
    return olderEnd == null;
  }

  /** M1 listed the last window. */
  Listed listed(Instant now) {
    hopeless = false;
    boolean newest = isNewest();
    olderEnd = null;
    if (!asked.start().isAfter(wantedFrom)) {
      olderDueAt = now.plus(OLDER_EVERY);
      return Listed.WHOLE;
    }
    if (newest && olderDueAt.isAfter(now)) {
      return Listed.NEWEST;
    }
    olderEnd = asked.start();
    return Listed.MORE;
  }

  /**
   * M1 did not list the last window.
   *
   * @param refused whether it read the call and said no
   * @return whether a narrower window is to be asked for at once
   */
  boolean failed(boolean refused, Instant now) {
    if (!isNewest()) {
      // As wide as others that it lists, so not for its width; and new campaigns must not wait.
      olderDueAt = now.plus(refused ? OLDER_EVERY : OLDER_AGAIN);
      olderEnd = null;
      return false;
    }
    Duration width = Duration.between(asked.start(), asked.end());
    if (refused && !hopeless && width.compareTo(NARROWEST) > 0) {
      widest = width.dividedBy(2);
      return true;
    }
    if (refused) {
      hopeless = true;
      widest = null;
    }
    return false;
  }

  /** How wide a window may be as far as is known; null if none was refused. */
  @Nullable Duration widest() {
    return widest;
  }
}

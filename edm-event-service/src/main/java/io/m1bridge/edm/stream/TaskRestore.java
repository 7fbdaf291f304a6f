package io.m1bridge.edm.stream;

import io.m1bridge.edm.poll.LedgerRestore;
import io.m1bridge.edm.poll.PollTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows of one task's campaigns back that were put away, while all campaigns are polled on.
 * All that was ever published is read for it: so it waits for a while between two times, and asks
 * when the other tasks of the process do, for one reading serves all of them.
 */
final class TaskRestore {

  /** Parts for one look, as in {@link TaskRefill}. */
  private static final int PARTS = 8;

  /** The same in time. */
  private static final Duration LOOK = Duration.ofMillis(50);

  /** Tasks look at the full hour whether a campaign wants its rows back. */
  private static final Duration TOGETHER = Duration.ofHours(1);

  private final History history;
  private final int partition;
  private final Clock clock;
  private final Duration pause;
  private Instant nextAt;
  private @Nullable LedgerRestore restore;
  private @Nullable HistoryReading reading;
  private boolean begun;

  /**
   * @param pause from the end of one to the beginning of the next
   */
  TaskRestore(History history, int partition, Clock clock, Duration pause) {
    this.history = history;
    this.partition = partition;
    this.clock = clock;
    this.pause = pause;
    this.nextAt = together(clock.instant(), pause);
  }

  /**
   * When all tasks look that may do so from some time on.
   *
   * @param pause between two readings of one task; where it is short, so is what they wait for
   */
  static Instant together(Instant from, Duration pause) {
    long grid = Math.max(1, Math.min(TOGETHER.toMillis(), pause.toMillis()));
    return Instant.ofEpochMilli(Math.floorDiv(from.toEpochMilli() - 1, grid) * grid + grid);
  }

  /** Begins if rows are wanted; takes what has been read so far. */
  void advance(PollTask task) {
    Instant now = clock.instant();
    if (restore == null && !now.isBefore(nextAt)) {
      nextAt = together(now.plusMillis(1), pause);
      task.restore()
          .ifPresent(
              wanted -> {
                restore = wanted;
                reading = history.read(partition);
                begun = false;
              });
    }
    if (restore != null && restore.isEmpty()) {
      ended();
    }
    LedgerRestore under = restore;
    if (under != null) {
      take(under, Objects.requireNonNull(reading), now.plus(LOOK));
    }
  }

  private void take(LedgerRestore under, HistoryReading from, Instant until) {
    for (int taken = 0; taken < PARTS && !clock.instant().isAfter(until); taken++) {
      if (begun && !under.cleared()) {
        continue;
      }
      HistoryReading.Part part = from.poll();
      if (part == null) {
        return;
      }
      if (part instanceof HistoryReading.Begin) {
        under.begin();
        begun = true;
      } else if (part instanceof HistoryReading.Rows rows) {
        rows.rows().forEach(under::take);
      } else {
        under.finish();
        ended();
        nextAt = together(clock.instant().plus(pause), pause);
        return;
      }
    }
  }

  private void ended() {
    close();
    restore = null;
    reading = null;
  }

  /** A reading that nobody takes from any more would hold up the others. */
  void close() {
    HistoryReading open = reading;
    if (open != null) {
      open.close();
    }
  }
}

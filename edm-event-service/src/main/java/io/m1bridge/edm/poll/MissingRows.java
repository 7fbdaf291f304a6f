package io.m1bridge.edm.poll;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Rows that M1 counts and that were not found where new rows stand: when they are looked for. Each
 * search costs calls, whether it is for one row or for ten, so some wait for others. They have
 * waited long enough when all together waited for as long as the calls are worth; a single one
 * waits for some minutes.
 *
 * <p>In memory: after a restart they wait anew.
 */
final class MissingRows {

  private long rows;
  private double waited;
  private @Nullable Instant lookedAt;

  /**
   * A poll has not found some.
   *
   * @param missing how many
   * @param next from now to the next poll
   * @param worth seconds that the search has to save, over all rows
   * @return whether they are to be looked for now: the next poll would come too late for it
   */
  boolean areDue(long missing, Instant now, Duration next, double worth) {
    if (lookedAt != null) {
      waited += seconds(Duration.between(lookedAt, now)) * Math.min(rows, missing);
    }
    rows = missing;
    lookedAt = now;
    return waited + seconds(next) * missing >= worth;
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1_000.0;
  }

  /** None is missing, or they are looked for. */
  void none() {
    rows = 0;
    waited = 0;
    lookedAt = null;
  }
}

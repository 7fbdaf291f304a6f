package io.m1bridge.contactsync.plan;

import java.time.Duration;
import java.util.List;

/** How long what is queued takes. */
public final class Drain {

  private static final double MILLIS_OF_AN_HOUR = 3_600_000;

  private Drain() {}

  /**
   * What waits in a lane.
   *
   * @param contacts that calls may be made for
   * @param rows contacts of one call, as lately reached; at least 1
   */
  public record Waiting(Lane lane, int contacts, double rows) {

    double calls() {
      double full = Math.floor(contacts / rows);
      double left = contacts - full * rows;
      return full * lane.calls(rows) + (left >= 1 ? lane.calls(left) : 0);
    }
  }

  /**
   * How long it takes where every call of the account is made for it.
   *
   * @param callsPerHour that M1 allows, at least 1
   */
  public static Duration of(List<Waiting> lanes, int callsPerHour) {
    double calls = Math.ceil(lanes.stream().mapToDouble(Waiting::calls).sum());
    return Duration.ofMillis((long) (calls * MILLIS_OF_AN_HOUR / callsPerHour));
  }
}

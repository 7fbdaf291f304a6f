package io.m1bridge.token.calls;

import io.m1bridge.token.permit.Holder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The permits that an account's owner granted, and that were not returned, in the last 60 minutes.
 *
 * @param since from when on they are known: an owner knows what it granted itself, so this is later
 *     than 60 minutes ago for an hour after a take-over
 * @param perMinute 60 counts per holder, oldest first, the last of the minute that is going on; a
 *     holder that used none is absent
 */
public record CallHour(Instant since, Map<Holder, List<Integer>> perMinute) {
  public CallHour {
    perMinute = Map.copyOf(perMinute);
  }

  /** Calls of one holder in the hour. */
  public int of(Holder holder) {
    return perMinute.getOrDefault(holder, List.of()).stream().mapToInt(Integer::intValue).sum();
  }

  /** Calls of all holders in the hour. */
  public int total() {
    return perMinute.keySet().stream().mapToInt(this::of).sum();
  }
}

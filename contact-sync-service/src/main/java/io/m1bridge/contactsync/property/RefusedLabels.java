package io.m1bridge.contactsync.property;

import io.m1bridge.m1.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Labels, comparable, whose creation M1 failed on or refused without a reason. Each waits by
 * itself, so that the account's other calls go on; one is given up when that went on for longer
 * than an outage does.
 */
final class RefusedLabels {

  private static final int MOST = 5;
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final Backoff PAUSES =
      new Backoff(Duration.ofSeconds(10), PropertyBook.LOOK_AGAIN);

  private final Map<String, Refused> labels = new HashMap<>();

  private record Refused(int times, Instant since, Instant notBefore) {}

  /** Once more; whether that was often and long enough to give it up. */
  boolean refused(String label, Instant now) {
    @Nullable Refused before = labels.get(label);
    int times = before == null ? 1 : before.times() + 1;
    Instant since = before == null ? now : before.since();
    labels.put(label, new Refused(times, since, now.plus(PAUSES.after(times))));
    return times >= MOST && !now.isBefore(since.plus(PATIENCE));
  }

  /** Whether its next try comes later. */
  boolean isWaiting(String label, Instant now) {
    @Nullable Refused refused = labels.get(label);
    return refused != null && now.isBefore(refused.notBefore());
  }

  void remove(String label) {
    labels.remove(label);
  }

  void removeIf(Predicate<String> isThere) {
    labels.keySet().removeIf(isThere);
  }
}

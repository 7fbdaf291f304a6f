package io.m1bridge.edm.poll;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What people ordered of one campaign. */
final class Orders {

  private boolean now;
  private @Nullable Instant wholeSince;

  /** It is to be polled before all others. */
  void pollNow() {
    now = true;
  }

  /** Its whole list is to be read, if that was not done since then. */
  void readWhole(Instant since) {
    wholeSince = since;
  }

  boolean wantsPollNow() {
    return now;
  }

  boolean wantsWholeList(Timing timing) {
    Instant since = wholeSince;
    Instant last = timing.wholeListAt();
    return since != null && (last == null || last.isBefore(since));
  }

  /** A poll ended, well or not. */
  void polled() {
    now = false;
  }
}

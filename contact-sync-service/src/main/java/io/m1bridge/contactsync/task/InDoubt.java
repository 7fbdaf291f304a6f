package io.m1bridge.contactsync.task;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.reconcile.ReconcileSettings;
import java.time.Duration;

/**
 * How long a call may still land: it leaves on a permit that lives, is sent until its caller gives
 * up, and the network has delivered or lost what was sent.
 *
 * <p>Why: {@code docs/rationale.md#the-hold-back-counts-the-network-not-the-callers-patience}.
 */
final class InDoubt {

  /** As much as the clocks of two owners may differ. */
  static final Duration CLOCK_MARGIN = Duration.ofSeconds(10);

  private InDoubt() {}

  /** Counted from a call's intent. */
  static Duration time(TaskSettings settings) {
    return Permit.MAX_VALIDITY
        .plus(settings.callTimeout())
        .plus(settings.networkDelay())
        .plus(CLOCK_MARGIN);
  }

  /**
   * Two passes are believed that do not show an add: the second one has to begin after it landed.
   *
   * @throws IllegalArgumentException with the name of the setting
   */
  static void check(TaskSettings settings) {
    Duration delay = settings.networkDelay();
    if (delay.isNegative()) {
      throw new IllegalArgumentException(
          "m1bridge.contact-sync.network-delay is negative: " + delay);
    }
    Duration most = ReconcileSettings.LOOK_AGAIN.minus(time(settings).minus(delay));
    if (delay.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "m1bridge.contact-sync.network-delay is "
              + delay
              + ": with this call-timeout it is at most "
              + most
              + ", for an add that passes ten minutes apart do not show is made again");
    }
  }
}

package io.m1bridge.contactsync.reconcile;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How what M1 lists is compared with what it acknowledged; part of the task's settings. */
public interface ReconcileSettings {

  /** From the end of a pass that missed somebody to the begin of the one that is believed. */
  Duration LOOK_AGAIN = Pass.LOOK_AGAIN;

  /** From the begin of a pass through all contacts to that of the next; with zero none begins. */
  @WithDefault("24h")
  Duration every();

  /** Share of an account's calls per hour that passes may take, of calls that nobody else wants. */
  @WithDefault("0.1")
  double share();

  /** How often, after adds, M1's total is asked for, which shows at once that some are missing. */
  @WithDefault("10m")
  Duration countEvery();

  /** Whether what is missing or differs is sent again by itself, and not only listed. */
  @WithDefault("false")
  boolean repair();

  /**
   * Checks what types cannot.
   *
   * @throws IllegalArgumentException with the name of the setting
   */
  default void check() {
    if (!(share() > 0 && share() <= 1)) {
      throw new IllegalArgumentException(
          "m1bridge.contact-sync.reconcile.share is not above 0 and at most 1: " + share());
    }
    if (every().isNegative()) {
      throw new IllegalArgumentException(
          "m1bridge.contact-sync.reconcile.every is negative: use 0s for no passes");
    }
    if (countEvery().isNegative() || countEvery().isZero()) {
      throw new IllegalArgumentException(
          "m1bridge.contact-sync.reconcile.count-every is not above zero: " + countEvery());
    }
  }
}

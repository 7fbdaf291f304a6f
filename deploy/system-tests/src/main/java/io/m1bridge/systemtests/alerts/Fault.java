package io.m1bridge.systemtests.alerts;

import java.time.Duration;
import java.util.Set;

/**
 * A fault, and what has to fire for it.
 *
 * @param what in a few words
 * @param alerts that it brings about
 * @param within how long they may take, with the times of {@link ShortRules}
 * @param isAwaited whether the next fault waits for them; else they are looked for in the end
 * @param injection makes it
 */
record Fault(
    String what, Set<String> alerts, Duration within, boolean isAwaited, Injection injection) {

  Fault {
    alerts = Set.copyOf(alerts);
  }

  /** Whether a service ends by it: all alerts of other faults have to have fired before. */
  boolean isLast() {
    return alerts.contains("M1BridgeServiceMissing");
  }

  /** Makes a fault. */
  @FunctionalInterface
  interface Injection {
    void make(Bridge bridge, CrmChanges crm) throws Exception;
  }
}

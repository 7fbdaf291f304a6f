package io.m1bridge.simulator.account;

import io.m1bridge.simulator.protocol.M1Code;
import org.jspecify.annotations.Nullable;

/**
 * M1's plans, with the limits of the vendor's page. What an expired plan may still call is not
 * said: it keeps its calls here.
 */
public enum Plan {
  FREE(0, 5_000, M1Code.E00001),
  GOLD(2_000, 100_000, M1Code.E00003),
  DIAMOND(4_000, Integer.MAX_VALUE, null),
  GOLD_EXPIRED(2_000, 5_000, M1Code.E00002),
  DIAMOND_EXPIRED(4_000, 5_000, M1Code.E00004);

  private final int callsPerHour;
  private final int contacts;
  private final @Nullable M1Code fullCode;

  Plan(int callsPerHour, int contacts, @Nullable M1Code fullCode) {
    this.callsPerHour = callsPerHour;
    this.contacts = contacts;
    this.fullCode = fullCode;
  }

  /** Calls per hour; 0: no API at all. */
  public int callsPerHour() {
    return callsPerHour;
  }

  /** Most contacts. */
  public int contacts() {
    return contacts;
  }

  /** The code for one contact too many; plans without a code of their own borrow gold's. */
  public M1Code fullCode() {
    return fullCode == null ? M1Code.E00003 : fullCode;
  }
}

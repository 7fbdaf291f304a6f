package io.m1bridge.simulator.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.simulator.behaviour.Totals;

/** Writes a list's total in the form in force. */
public final class TotalView {
  private TotalView() {}

  /**
   * Puts a total, unless it is to be absent.
   *
   * @param count how many there are
   */
  public static void put(ObjectNode into, String name, int count, Totals totals) {
    long more = (long) count + totals.surplus();
    long told = totals.cap() == 0 ? more : Math.min(more, totals.cap());
    switch (totals.form()) {
      case NUMBER -> into.put(name, told);
      case TEXT -> into.put(name, Long.toString(told));
      case NULL -> into.putNull(name);
      case ABSENT -> {}
    }
  }
}

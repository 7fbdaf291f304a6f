package io.m1bridge.simulator.behaviour;

/**
 * How a list tells how many there are.
 *
 * @param form how the number stands
 * @param cap the largest number told; 0: none
 * @param surplus how many more than are listed are told, before the cap
 */
public record Totals(Form form, int cap, int surplus) {

  /** Checks. */
  public Totals {
    if (cap < 0 || surplus < 0) {
      throw new IllegalArgumentException("a total's cap and surplus must not be negative");
    }
  }

  /** How the number stands. */
  public enum Form {
    NUMBER,
    TEXT,
    NULL,
    ABSENT
  }

  static Totals exact() {
    return new Totals(Form.NUMBER, 0, 0);
  }
}

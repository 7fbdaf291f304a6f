package io.m1bridge.simulator.random;

import java.util.List;

/**
 * A knob that may be drawn, or some that belong together.
 *
 * @param path names joined by dots, as in {@code PATCH /_sim/behaviour}
 * @param values those that are not its default; maps by name where it is some knobs
 */
record Knob(String path, List<Object> values) {
  static Knob of(String path, Object... values) {
    return new Knob(path, List.of(values));
  }
}

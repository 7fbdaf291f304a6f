package io.m1bridge.simulator.random;

import java.util.List;

/**
 * A knob that may be drawn.
 *
 * @param path names joined by dots, as in {@code PATCH /_sim/behaviour}
 * @param values those that are not its default
 */
record Knob(String path, List<Object> values) {
  static Knob of(String path, Object... values) {
    return new Knob(path, List.of(values));
  }
}

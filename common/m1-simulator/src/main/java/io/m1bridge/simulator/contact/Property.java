package io.m1bridge.simulator.contact;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A custom field.
 *
 * @param id M1's id
 * @param label its name
 * @param type 1 text, 2 drop-down
 * @param description free text
 * @param options labels of a drop-down's options
 * @param createdAt epoch ms
 */
record Property(
    int id, String label, int type, String description, List<String> options, long createdAt) {
  static final int TEXT = 1;
  static final int DROP_DOWN = 2;

  /** The same with the options of another besides, where both are drop-downs. */
  Property withOptionsOf(Property other) {
    if (type != DROP_DOWN || other.type() != DROP_DOWN) {
      return this;
    }
    Set<String> all = new LinkedHashSet<>(other.options());
    all.addAll(options);
    return new Property(id, label, type, description, List.copyOf(all), createdAt);
  }
}

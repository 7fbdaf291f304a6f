package io.m1bridge.simulator.contact;

import java.util.List;

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
}

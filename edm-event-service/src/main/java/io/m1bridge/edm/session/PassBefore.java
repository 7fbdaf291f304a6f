package io.m1bridge.edm.session;

import io.m1bridge.edm.engagement.RowCore;
import java.util.Map;

/**
 * What the pass before saw.
 *
 * @param steady whether M1's count did not change in it
 * @param moved whether M1's count proves that the list changed in it
 * @param total M1's last count; -1 if it told none
 * @param cameToTheEnd whether it came to the end of the list
 * @param order of its rows
 * @param suspects cores of rows that it could not prove to be new: how many it saw of each
 */
record PassBefore(
    boolean steady,
    boolean moved,
    long total,
    long listed,
    boolean cameToTheEnd,
    RowOrder order,
    Map<RowCore, Integer> suspects) {

  /** There was none. */
  static final PassBefore NONE =
      new PassBefore(false, false, -1, -1, false, new RowOrder(), Map.of());
}

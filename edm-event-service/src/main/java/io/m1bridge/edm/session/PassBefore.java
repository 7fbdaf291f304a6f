package io.m1bridge.edm.session;

import io.m1bridge.edm.engagement.RowCore;
import java.util.Map;

/**
 * What the pass before saw.
 *
 * @param steady whether M1's count did not change in it
 * @param moved whether M1's count proves that the list changed in it
 * @param total M1's last count; -1 if it told none
 * @param order hash of its rows in their order; 0 if it did not come to the end
 * @param suspects cores of rows that it could not prove to be new: how many it saw of each
 */
record PassBefore(
    boolean steady,
    boolean moved,
    long total,
    long listed,
    long order,
    Map<RowCore, Integer> suspects) {

  /** There was none. */
  static final PassBefore NONE = new PassBefore(false, false, -1, -1, 0, Map.of());
}

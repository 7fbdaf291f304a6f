package io.m1bridge.contactsync.delete;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows still to be sent, as the sizes of the calls that carry them, in order. A refused call is
 * bisected until the culprit stands alone.
 */
record Parts(@JsonValue List<Integer> sizes) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  Parts {
    sizes = List.copyOf(sizes);
  }

  /** As few calls as possible. */
  static Parts of(int rows, int most) {
    List<Integer> sizes = new ArrayList<>();
    for (int left = rows; left > 0; left -= most) {
      sizes.add(Math.min(left, most));
    }
    return new Parts(sizes);
  }

  boolean done() {
    return sizes.isEmpty();
  }

  /** Rows of the next call. */
  int next() {
    return sizes.get(0);
  }

  Parts withoutNext() {
    return new Parts(sizes.subList(1, sizes.size()));
  }

  /** Splits the next call in two; it carries more than one row. */
  Parts bisected() {
    List<Integer> smaller = new ArrayList<>(sizes);
    int whole = smaller.remove(0);
    smaller.add(0, whole - whole / 2);
    smaller.add(1, whole / 2);
    return new Parts(smaller);
  }
}

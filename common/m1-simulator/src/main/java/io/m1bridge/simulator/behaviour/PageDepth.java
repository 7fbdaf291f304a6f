package io.m1bridge.simulator.behaviour;

/**
 * How deep a list can be paged.
 *
 * @param rows the last row that a page may reach, as search engines bound {@code from + size}; 0:
 *     no bound
 * @param beyond what a deeper page gets
 */
public record PageDepth(int rows, Beyond beyond) {

  /** Checks. */
  public PageDepth {
    if (rows < 0) {
      throw new IllegalArgumentException("a depth's rows must not be negative");
    }
  }

  /** What a page beyond the depth gets. */
  public enum Beyond {
    /** E10103. */
    REFUSED,
    /** E10001. */
    SERVER_ERROR,
    NO_CODE,
    /** A page without rows. */
    EMPTY,
    /** The deepest page that there is, once more. */
    LAST_PAGE
  }

  static PageDepth unbounded() {
    return new PageDepth(0, Beyond.REFUSED);
  }
}

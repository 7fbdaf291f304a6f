package io.m1bridge.edm.session;

/** How many passes over a list are made before the rest is left for later. */
final class PassCount {

  private static final int MOST = 5;

  /** Over a long list each pass costs as much as an hour of polls. */
  private static final int MOST_OF_LONG = 2;

  private static final int LONG_PAGES = 50;

  private int passes = 1;

  /**
   * @param pages that were read so far
   */
  boolean isLast(int pages) {
    return passes >= (pages > LONG_PAGES ? MOST_OF_LONG : MOST);
  }

  void next() {
    passes++;
  }
}

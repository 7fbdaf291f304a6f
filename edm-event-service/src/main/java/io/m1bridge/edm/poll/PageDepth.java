package io.m1bridge.edm.poll;

import io.m1bridge.edm.session.PollSession.Request;

/**
 * How deep the pages of an account's lists may lie, as far as calls have shown that failed without
 * a reason. Learned once, and not with each page: to tell such a failure from the weather takes
 * minutes. A list that is split too early costs a call and loses nothing.
 *
 * <p>In memory: learned anew after a restart.
 */
final class PageDepth {

  private int rows = Integer.MAX_VALUE;

  /** Whether so deep a page failed again and again before. */
  boolean isTooDeep(Request page) {
    return before(page) >= rows;
  }

  /** This page failed again and again, and there was another way to what follows. */
  void tooDeep(Request page) {
    rows = Math.min(rows, before(page));
  }

  /** Rows of the pages before it. */
  private static int before(Request page) {
    return (page.page() - 1) * page.limit();
  }
}

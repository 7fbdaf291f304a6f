package io.m1bridge.edm.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How deep M1 lets a list be read: whether an answer may lie beyond, and where the list can be
 * split then.
 */
final class Depth {

  private boolean windowsIgnored;
  private @Nullable Instant probedAt;

  /** M1 gives the same rows whatever the window: no list can be split. */
  void windowsAreIgnored() {
    windowsIgnored = true;
  }

  /** The second with which a list ends that has what follows; null if there is no such list. */
  @Nullable Instant split(Paging paging, Pass pass) {
    return paging.isFirst() || windowsIgnored ? null : pass.split();
  }

  /** See {@link PollSession#mayBeTooDeep}. */
  @Nullable Instant mayBeTooDeep(Paging paging, Pass pass, Listing answer) {
    Instant second = pass.oldest();
    if (second == null || second.equals(probedAt) || windowsIgnored || paging.isFirst()) {
      return null;
    }
    boolean may =
        answer.rows().isEmpty()
            ? pass.isShort() && pass.isSteady()
            : pass.hasAll(answer.rows()) && tellsOfDepth(paging, pass, answer);
    return may ? second : null;
  }

  /**
   * Whether an answer of rows that all stood on pages before says that M1 gave a page again. Rows
   * of unknown time are equal more often than not, and of two that are equal a split may lose one:
   * where there are some, it has to be the page before, row by row. One that may be another page of
   * the same rows tells of it when it comes again and again.
   */
  private static boolean tellsOfDepth(Paging paging, Pass pass, Listing answer) {
    return !pass.hasUndated() || paging.comesAgain(answer) || paging.isStuck(answer);
  }

  /** See {@link PollSession#isDeeper}. */
  boolean isDeeper(Pass pass, Listing answer, Listing probe) {
    probedAt = pass.oldest();
    if (pass.crossesOldest(probe.rows())) {
      windowsIgnored = true;
      return false;
    }
    boolean windows =
        !answer.rows().isEmpty() && !probe.rows().isEmpty() && pass.isLongerThanOldest();
    return windows || pass.hasOlder(probe.rows());
  }
}

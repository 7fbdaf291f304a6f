package io.m1bridge.edm.poll;

import java.util.List;

/** What a page brought: rows to publish now, and how the session goes on. */
record Reading(List<NewRow> newRows, Next next) {

  /** How a session goes on. */
  sealed interface Next {}

  /** There are more pages to read. */
  record More() implements Next {}

  /**
   * Every row that M1 counts is published.
   *
   * @param wholeList whether the whole list was read, so that this rests on rows seen, not on
   *     counts
   */
  record Complete(long total, boolean wholeList) implements Next {}

  /**
   * M1 counts {@code total} rows, but its pages held {@code listed}. All of those are published.
   */
  record Disagreeing(long total, long listed) implements Next {}

  /** The list changed in every pass; what was seen is published, the rest is for the next poll. */
  record Unsettled(long total) implements Next {}
}

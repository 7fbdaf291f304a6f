package io.m1bridge.edm.session;

import java.util.List;
import java.util.OptionalLong;

/** What a page brought: rows to publish now, and how the session goes on. */
public record Reading(List<NewRow> newRows, Next next) {

  public Reading {
    newRows = List.copyOf(newRows);
  }

  /** How a session goes on. */
  public sealed interface Next {}

  /** There are more pages to read. */
  public record More() implements Next {}

  /** Every row that M1 counts is published, by the counts. */
  public record Complete(long total) implements Next {}

  /**
   * The list was read to its end: every row in it is published.
   *
   * @param listed rows in it
   * @param total rows that M1 counts, which may differ
   */
  public record Whole(long listed, OptionalLong total) implements Next {}

  /**
   * Read from the newest row down to where nothing is new. Late rows further down may be missing.
   *
   * @param misfit whether more rows are known than M1 counts: some vanished, or M1 counts too few
   */
  public record Skimmed(boolean misfit) implements Next {}

  /**
   * M1 counts rows that were not found: they stand below what was looked at, or came in meanwhile.
   *
   * @param rows how many
   */
  public record Missing(long rows) implements Next {}

  /** The list changed in every pass; what was seen is published, the rest is for later. */
  public record Unsettled() implements Next {}

  /**
   * Rows were not looked at, and M1 does not count as many as are known.
   *
   * @param lost whether rows can never be looked at again
   */
  public record Differs(boolean lost) implements Next {}

  /** M1 gives the same page again and again, whichever is asked for. */
  public record Repeating() implements Next {}
}

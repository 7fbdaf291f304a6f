package io.m1bridge.edm.poll;

import io.m1bridge.edm.session.Known;
import io.m1bridge.edm.session.PollSession;
import io.m1bridge.edm.session.PollSession.Mark;
import io.m1bridge.edm.session.PollSession.Mode;
import io.m1bridge.edm.session.Reading;
import io.m1bridge.edm.session.RowLedger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Looks for rows that M1 counts and that were not found where new rows stand. A part of the list
 * with few missing rows is halved: how many rows M1 counts up to a mark says on which side they
 * are. What is left is read from its newest row down, until all are found.
 */
final class RowSearch {

  private final RowLedger ledger;
  private final RowMarks marks;
  private final int limit;
  private final Deque<Piece> todo = new ArrayDeque<>();
  private Piece current;
  private @Nullable Mark middle;
  private long found;
  private long wanted;

  /**
   * A part of the list.
   *
   * @param after its rows are newer than this second; null for the oldest row
   * @param upTo and not newer than this one; null for the newest row
   * @param known how many of its rows are published
   * @param missing how many are not
   */
  record Piece(@Nullable Instant after, @Nullable Instant upTo, long known, long missing) {

    PollWindow of(PollWindow life) {
      PollWindow from = after == null ? life : life.after(after);
      return upTo == null ? from : from.upTo(upTo);
    }

    boolean contains(Instant at) {
      return (after == null || at.isAfter(after)) && (upTo == null || !at.isAfter(upTo));
    }

    /** Calls that it takes to halve it are fewer than its pages, as far as can be expected. */
    boolean isToBeHalved(int limit) {
      double pages = (double) known / limit;
      return calls(pages) * (missing + 1) < pages;
    }

    /** To come from so many pages to the one that has a row. */
    static double calls(double pages) {
      return 2 + Math.log(Math.max(1, pages)) / Math.log(2);
    }
  }

  /**
   * @param top the oldest second that was looked at just now; null if that is not known
   * @param accounted rows of the whole list that are known to be published
   * @param missing rows that are not
   * @param limit rows to ask for
   */
  RowSearch(
      RowLedger ledger,
      RowMarks marks,
      @Nullable Mark top,
      long accounted,
      long missing,
      int limit) {
    this.ledger = ledger;
    this.marks = marks;
    this.limit = limit;
    this.wanted = missing;
    this.current =
        top == null
            ? new Piece(null, null, accounted, missing)
            : new Piece(null, top.second(), accounted - top.newer(), missing);
    todo.push(current);
  }

  /** Rows were published that one of its readings found. */
  void found(int rows) {
    found += rows;
    wanted -= rows;
  }

  /** Whether all were found that were missing in the beginning. */
  boolean isSuccess() {
    return wanted <= 0;
  }

  /**
   * The next reading.
   *
   * @param accounted rows of the whole list that are known to be published by now
   * @param cut up to where a poll could verify
   * @return null if none is left
   */
  @Nullable CampaignRead next(long accounted, Instant cut) {
    Piece piece = todo.poll();
    while (piece != null && piece.missing() <= 0) {
      piece = todo.poll();
    }
    if (piece == null) {
      return null;
    }
    current = piece;
    found = 0;
    Mark end = piece.after() == null ? new Mark(Instant.MIN, accounted) : marks.at(piece.after());
    Mark mark =
        end != null && piece.isToBeHalved(limit)
            ? marks.between(piece.upTo(), piece.after())
            : null;
    middle = mark;
    if (mark == null || end == null) {
      return read(piece, Mode.BY_COUNT, cut);
    }
    // How many are missing in it is to be seen.
    Piece older = new Piece(piece.after(), mark.second(), end.newer() - mark.newer(), 0);
    return read(older, Mode.BRIEF, cut);
  }

  private CampaignRead read(Piece piece, Mode mode, Instant cut) {
    Known known = new Known(piece.known(), 0, 0);
    return CampaignRead.piece(new PollSession(ledger, mode, known, false, limit), cut, piece);
  }

  /** A reading of it ended. Returns whether the search makes sense yet. */
  boolean ended(CampaignRead read, Reading.Next end) {
    long left =
        end instanceof Reading.Missing missing
            ? missing.rows()
            : end instanceof Reading.Complete || end instanceof Reading.Whole ? 0 : -1;
    if (left < 0 || read.strayed()) {
      return false;
    }
    Mark mark = middle;
    if (mark == null) {
      return true;
    }
    if (left + found > current.missing()) {
      return false;
    }
    Piece older = read.piece();
    Mark seen = read.session().mark();
    Piece rest =
        seen == null
            ? new Piece(older.after(), older.upTo(), older.known() + found, left)
            : new Piece(older.after(), seen.second(), older.known() + found - seen.newer(), left);
    todo.push(rest);
    todo.push(
        new Piece(
            mark.second(),
            current.upTo(),
            current.known() - older.known(),
            current.missing() - left - found));
    return true;
  }
}

package io.m1bridge.edm.poll;

import io.m1bridge.edm.poll.RowSearch.Piece;
import io.m1bridge.edm.session.ListedRow;
import io.m1bridge.edm.session.Listing;
import io.m1bridge.edm.session.PollSession;
import io.m1bridge.edm.session.Reading;
import io.m1bridge.edm.session.WholeList;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A reading of a campaign under way: a session and the window that it reads.
 *
 * <p>A poll reads the whole life of a campaign. A full read reads its {@link Part#BODY}, which ends
 * in the past by the settle time, so that arrivals do not move it and it comes to an end, and then
 * the short {@link Part#HEAD}.
 */
final class CampaignRead {

  /** Which part of the campaign's life is read. */
  enum Part {
    LIFE,
    BODY,
    HEAD,
    /** Where rows are looked for that are missing. */
    PIECE,
    /** No part: M1's count of the whole life alone, for its rows are put away. */
    COUNT
  }

  /** What M1's count is worth. */
  enum Counting {
    USABLE,
    /** Lower than its list. */
    TOO_LOW,
    NONE
  }

  private final Part part;
  private final PollSession session;
  private final Instant cut;
  private final @Nullable ReadBody body;
  private final boolean rowsLost;
  private final @Nullable Piece piece;
  private @Nullable Instant splitAt;
  private @Nullable Probe probe;
  private @Nullable Long told;
  private boolean strayed;
  private int failures;

  /**
   * @param cut where the body ends and the head begins; of a poll, up to where it can verify
   * @param body what the body was, for the head
   */
  CampaignRead(Part part, PollSession session, Instant cut, @Nullable ReadBody body) {
    this(part, session, cut, body, false, null);
  }

  private CampaignRead(
      Part part,
      PollSession session,
      Instant cut,
      @Nullable ReadBody body,
      boolean rowsLost,
      @Nullable Piece piece) {
    this.part = part;
    this.session = session;
    this.cut = cut;
    this.body = body;
    this.rowsLost = rowsLost;
    this.piece = piece;
  }

  /**
   * Of the count alone.
   *
   * @param rowsLost whether the rows cannot be had back
   */
  static CampaignRead count(PollSession session, Instant cut, boolean rowsLost) {
    return new CampaignRead(Part.COUNT, session, cut, null, rowsLost, null);
  }

  /** Of a piece of the list. */
  static CampaignRead piece(PollSession session, Instant cut, Piece piece) {
    return new CampaignRead(Part.PIECE, session, cut, null, false, piece);
  }

  /** What it reads, if that is a piece. */
  Piece piece() {
    return Objects.requireNonNull(piece);
  }

  /** Whether M1 listed rows that do not belong there: it ignores windows. */
  boolean strayed() {
    return strayed;
  }

  /** Whether it can never be more than a count. */
  boolean isOfLostRows() {
    return rowsLost;
  }

  /** How often its present page has failed, one time after the other. */
  int failures() {
    return failures;
  }

  /** Its page failed. */
  void failed() {
    failures++;
  }

  /** It came, or is to be asked for in another way. */
  void worked() {
    failures = 0;
  }

  /**
   * What is known of the campaign after a page.
   *
   * @param total what M1 counts
   * @param newRows rows of it that are published only now
   */
  Counts counted(Counts before, OptionalLong total, int newRows) {
    Long atM1 = total.isPresent() ? total.getAsLong() : null;
    return switch (part) {
      case LIFE -> before.withAccounted(session.accounted()).withAtM1(atM1);
      case COUNT -> before.withAtM1(atM1);
      case BODY, HEAD, PIECE -> before.withAccounted(before.accounted() + newRows);
    };
  }

  Part part() {
    return part;
  }

  /**
   * M1 is asked whether there is more than it lists.
   *
   * @param answer what it gave for a page that may lie too deep
   * @param splitAt where the list was split before
   */
  private record Probe(Listing answer, @Nullable Instant splitAt) {}

  PollSession session() {
    return session;
  }

  Instant cut() {
    return cut;
  }

  /**
   * How M1's count was, in a reading that came to the end of its list.
   *
   * @param listed rows in it
   */
  Counting counting(long listed) {
    if (body != null) {
      return body.counting();
    }
    Long count = told;
    if (count == null) {
      return Counting.NONE;
    }
    return count < listed ? Counting.TOO_LOW : Counting.USABLE;
  }

  /**
   * @param life the whole life of the campaign
   */
  PollWindow window(PollWindow life) {
    PollWindow whole =
        switch (part) {
          case LIFE, COUNT -> life;
          case BODY -> life.upTo(cut);
          case HEAD -> life.after(cut);
          case PIECE -> piece().of(life);
        };
    return splitAt == null ? whole : whole.upTo(splitAt);
  }

  /** What to ask M1 for next. */
  PollSession.Request request() {
    PollSession.Request next = session.request();
    return probe == null ? next : new PollSession.Request(1, next.limit());
  }

  Reading accept(Listing answer, boolean useCount) {
    if (part == Part.COUNT) {
      return new Reading(
          List.of(),
          !rowsLost && session.agrees(answer.total())
              ? new Reading.Complete(answer.total().orElseThrow())
              : new Reading.Differs(rowsLost));
    }
    Listing page = answer;
    Probe made = probe;
    if (made != null) {
      probe = null;
      boolean deeper = session.isDeeper(made.answer(), answer) && splitByTime();
      splitAt = deeper ? splitAt : made.splitAt();
      page = deeper ? answer : made.answer();
    } else {
      Instant at = session.mayBeTooDeep(answer);
      if (at != null) {
        probe = new Probe(answer, splitAt);
        splitAt = at;
        return new Reading(List.of(), new Reading.More());
      }
    }
    return take(page, useCount);
  }

  private Reading take(Listing page, boolean useCount) {
    if (page.total().isPresent()) {
      told = page.total().getAsLong();
    }
    strayed |= page.rows().stream().anyMatch(this::isStray);
    Reading reading = session.accept(useCount ? page : page.uncounted());
    if (session.request().page() == 1) {
      splitAt = null; // Another pass, over the whole again.
    }
    return reading;
  }

  /** The body, for the head. */
  ReadBody body(long listed) {
    return new ReadBody(listed, counting(listed), told, session.wholeList());
  }

  /**
   * Whether M1 counts rows that it did not list, after the head was read to its end. A count that
   * is at least that of all rows may be of the whole campaign, whatever the window. Where M1
   * ignores windows it is not known.
   */
  boolean isCountedHigher(long headListed) {
    Long count = told;
    if (count == null || body == null || strayed) {
      return false;
    }
    long all = listedInAll(headListed);
    Long bodyCount = body.told();
    return count >= all
        ? count > all
        : count > headListed || (bodyCount != null && bodyCount > body.listed());
  }

  /**
   * Rows in the whole list, after the head was read to its end. M1 may ignore windows: then the
   * head is all there is, and the body was the same.
   */
  long listedInAll(long headListed) {
    return strayed || body == null ? headListed : body.listed() + headListed;
  }

  /** Whether a full read had as many rows as M1 counted: there are no more of them. */
  boolean isAllOfIt() {
    return body != null && !strayed && Objects.equals(body.told(), body.listed());
  }

  /** The whole list, to be asked for at the end; null if not all of it was seen. */
  @Nullable ReadLists lists() {
    WholeList list = part == Part.COUNT || part == Part.PIECE ? null : session.wholeList();
    // Where M1 ignores windows the head has all.
    WholeList before = body == null || strayed ? null : body.list();
    if (list == null || before == null) {
      return list == null ? null : new ReadLists(List.of(list));
    }
    return new ReadLists(List.of(before, list));
  }

  /**
   * M1 refuses the page, or does not reach that deep: goes on with a list that ends at the oldest
   * row so far.
   *
   * @return whether there is such a list
   */
  boolean splitByTime() {
    Instant at = session.splitByTime();
    if (at == null) {
      return false;
    }
    splitAt = at;
    return true;
  }

  private boolean isStray(ListedRow row) {
    Instant at = row.at();
    if (at == null) {
      return false;
    }
    return (part == Part.HEAD && !at.isAfter(cut)) || (piece != null && !piece.contains(at));
  }
}

package io.m1bridge.contactsync.reconcile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contactsync.store.ContactCounts;
import io.m1bridge.contactsync.view.ReconcileView;
import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One reading of everything that M1 lists of an account, page by page, and then a look at who was
 * not shown. On record after every page, so that it goes on after a restart. Only a page without
 * rows proves the end: totals are capped or untrue.
 *
 * @param number from 1; 0 where none was begun yet
 * @param endedAt null while it is under way
 * @param after the last contact that was looked at; empty at the beginning
 * @param suspects whether a contact looked otherwise for the first time
 * @param second whether this one looks again for what the one before found for the first time
 * @param foreignBefore rows that were no contacts of the CRM when a pass was last whole
 * @param again whether something changed at M1 while it was under way: another one follows
 * @param cut why it ended early; null if it did not, and where that was not on record
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Pass(
    AccountId account,
    long number,
    Stage stage,
    Instant begunAt,
    @Nullable Instant endedAt,
    Pages pages,
    String after,
    Tally tally,
    boolean suspects,
    boolean second,
    long foreignBefore,
    boolean again,
    @Nullable Cut cut) {

  /** Lists lag: who was not shown, or shown otherwise, is looked for again after this long. */
  static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

  /** A page so much shorter is tried where the first one is empty and the total is not. */
  private static final int SHALLOWER = 7;

  /** Where a pass stands. */
  enum Stage {
    /** Pages are read. */
    LISTING,
    /** Contacts that no page showed are looked for. */
    LOOKING,
    /** It read everything. */
    WHOLE,
    /** It ended early: {@link Cut} says why. */
    CUT
  }

  /** Why a pass ended early. */
  enum Cut {
    /** M1 refuses pages: deep ones, or fails on them again and again. */
    REFUSED,
    /** M1 gives a page again where another one is due. */
    REPEATED,
    /** Rows could not be read, or had nothing of what contacts are known by. */
    DAMAGED,
    /** M1 counts more contacts than it lists. */
    FEWER_THAN_COUNTED,
    /** M1 lists contacts, and none of ours by what it is known by. */
    NONE_OF_OURS,
    /** More contacts left than a page has rows, from one page to the next. */
    MANY_LEFT;

    /** For people. */
    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** None was begun yet: the first one is due as if one had ended now. */
  static Pass none(AccountId account, Instant now) {
    return new Pass(
        account, 0, Stage.CUT, now, now, Pages.NONE, "", Tally.NONE, false, false, 0, false, null);
  }

  /** The one after this. */
  Pass next(Instant now) {
    return new Pass(
        account,
        number + 1,
        Stage.LISTING,
        now,
        null,
        Pages.NONE,
        "",
        Tally.NONE,
        false,
        isToLookAgain(),
        foreignKnown(),
        // One that looks again is followed by none of itself.
        again && isToLookAgain(),
        null);
  }

  /** One that begins no earlier than now: this is followed by another one where it has begun. */
  Pass anew(Instant now) {
    return isRunning() || isTooSoon(now)
        ? with(stage, endedAt, pages, after, tally, suspects, true, cut)
        : next(now);
  }

  @JsonIgnore
  boolean isRunning() {
    return endedAt == null;
  }

  /** Once only: where something new is found in every pass the next one is for it. */
  private boolean isToLookAgain() {
    return suspects && stage == Stage.WHOLE && !second;
  }

  /** Whether another one may be begun, so long after this one at the earliest. */
  boolean mayFollow(Duration apart, Instant now) {
    return !isRunning() && !isTooSoon(now) && (number == 0 || !now.isBefore(begunAt.plus(apart)));
  }

  /** What this one did not find is believed to be gone by the next one: lists lag. */
  private boolean isTooSoon(Instant now) {
    return isToLookAgain() && endedAt != null && now.isBefore(endedAt.plus(LOOK_AGAIN));
  }

  /** When the next one is due; null while this one is under way, and if none is wanted. */
  @Nullable Instant nextAt(Duration every) {
    if (endedAt == null) {
      return null;
    }
    if (isToLookAgain()) {
      return endedAt.plus(LOOK_AGAIN);
    }
    if (again) {
      return endedAt;
    }
    return every.isZero() ? null : begunAt.plus(every);
  }

  /**
   * A page came.
   *
   * @param expected whether M1 acknowledged any contact
   * @param found in this page
   * @param odd whether one of them looked otherwise for the first time
   */
  Pass listed(Pages.Read page, boolean expected, Tally found, boolean odd, Instant now) {
    boolean isEmpty = page.rows() == 0;
    boolean isFirst = pages.page() == 1;
    // Some count nothing where a page shows nothing.
    Pages.Read read = isEmpty && !isFirst && page.told().orElse(1) == 0 ? page.untold() : page;
    if (isEmpty && isFirst && read.told().orElse(0) > 0 && pages.limit() > 1) {
      return at(pages.ofRows(Math.max(1, pages.limit() / SHALLOWER)));
    }
    if (!isEmpty && pages.repeats(read.ids())) {
      return cut(read.ids().isEmpty() ? Cut.DAMAGED : Cut.REPEATED, now);
    }
    if (pages.isOutrunBy(read)) {
      return cut(Cut.MANY_LEFT, now);
    }
    Pass so = at(pages.next(read)).looked(after, found, odd);
    return so.pages.isOver() ? so.readThrough(read.told(), expected, now) : so;
  }

  /** Whether the pages are all there is: some show nothing where a page is too deep. */
  private Pass readThrough(OptionalLong told, boolean expected, Instant now) {
    boolean nothing = tally.rows() == 0 && expected && told.orElse(1) > 0;
    if (tally.damaged() > 0) {
      return cut(Cut.DAMAGED, now);
    }
    if (nothing || told.orElse(0) > tally.rows()) {
      return cut(Cut.FEWER_THAN_COUNTED, now);
    }
    return expected && tally.isBlind() ? cut(Cut.NONE_OF_OURS, now) : at(Stage.LOOKING, null, null);
  }

  /** M1 refuses the page: some refuse a limit above theirs, and some pages far behind. */
  Pass refused(Instant now) {
    return pages.page() == 1 && pages.limit() > 1
        ? at(pages.ofRows(pages.limit() / 2))
        : cut(Cut.REFUSED, now);
  }

  /** It ends early, as what its pages showed is not known any more. */
  Pass cut(Instant now) {
    return at(Stage.CUT, now, null);
  }

  private Pass cut(Cut why, Instant now) {
    return at(Stage.CUT, now, why);
  }

  /**
   * Contacts were looked at.
   *
   * @param lastLooked the last one of them
   */
  Pass looked(String lastLooked, Tally found, boolean odd) {
    return with(stage, endedAt, pages, lastLooked, tally.plus(found), suspects || odd, again, cut);
  }

  /** All contacts were looked at. */
  Pass whole(Instant now) {
    return at(Stage.WHOLE, now, null);
  }

  private Pass at(Pages next) {
    return with(stage, endedAt, next, after, tally, suspects, again, cut);
  }

  private Pass at(Stage next, @Nullable Instant end, @Nullable Cut why) {
    return with(next, end, pages, after, tally, suspects, again, why);
  }

  private Pass with(
      Stage at,
      @Nullable Instant end,
      Pages read,
      String looked,
      Tally found,
      boolean suspicious,
      boolean once,
      @Nullable Cut why) {
    return new Pass(
        account,
        number,
        at,
        begunAt,
        end,
        read,
        looked,
        found,
        suspicious,
        second,
        foreignBefore,
        once,
        why);
  }

  /** Contacts that were not the CRM's when a pass was last whole. */
  long foreignKnown() {
    return stage == Stage.WHOLE ? tally.foreign() : foreignBefore;
  }

  /**
   * For people.
   *
   * @param contacts of the account
   */
  ReconcileView view(Duration every, Totals.Total m1s, ContactCounts contacts) {
    long acknowledged = contacts.inM1();
    Band drift = Band.of(tally.differing() + tally.missing(), tally.compared() + tally.missing());
    return new ReconcileView(
        number,
        isRunning(),
        stage == Stage.WHOLE,
        begunAt,
        endedAt,
        nextAt(every),
        tally.rows(),
        tally.compared(),
        acknowledged == 0 ? 1 : Math.min(1, (double) tally.compared() / acknowledged),
        tally.differing(),
        tally.missing(),
        tally.foreign(),
        tally.damaged(),
        drift.low(),
        drift.high(),
        acknowledged,
        contacts.differing(),
        m1s.total().isPresent() ? m1s.total().getAsLong() : null,
        cut == null ? null : cut.words());
  }

  @Override
  public String toString() {
    return "Pass[" + account + ", " + number + ", " + stage + ", page " + pages.toAsk() + "]";
  }
}

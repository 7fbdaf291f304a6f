package io.m1bridge.contactsync.reconcile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contactsync.store.ContactCounts;
import io.m1bridge.contactsync.view.ReconcileView;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
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
    boolean again) {

  /** Lists lag: who was not shown, or shown otherwise, is looked for again after this long. */
  static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

  /** A page so much shorter is tried where the first one is empty and the total is not. */
  private static final int SHALLOWER = 7;

  /**
   * How far the list was read.
   *
   * @param page the next one, from 1
   * @param limit rows asked for; what the first page brought, if that was fewer
   * @param first ids of the first page
   * @param last ids of the page before the next one
   * @param total what M1 said with the first page; -1 if nothing
   */
  record Pages(int page, int limit, Set<Long> first, Set<Long> last, long total) {

    static final Pages NONE = new Pages(1, M1Call.MAX_PAGE, Set.of(), Set.of(), -1);

    Pages {
      first = Set.copyOf(first);
      last = Set.copyOf(last);
    }

    Pages of(int rows) {
      return new Pages(1, rows, first, last, total);
    }

    Pages next(Set<Long> ids, long received, OptionalLong told) {
      return page == 1
          ? new Pages(2, (int) Math.min(limit, received), ids, ids, told.orElse(-1))
          : new Pages(page + 1, limit, first, ids, total);
    }

    /** Some give the first or the last page again for a page that they do not have. */
    boolean repeats(Set<Long> ids) {
      return page > 1 && (ids.isEmpty() || first.containsAll(ids) || last.containsAll(ids));
    }
  }

  /** Where a pass stands. */
  enum Stage {
    /** Pages are read. */
    LISTING,
    /** Contacts that no page showed are looked for. */
    LOOKING,
    /** It read everything. */
    WHOLE,
    /** It ended early: M1 refuses deep pages, repeats itself, or rows could not be read. */
    CUT
  }

  /** None was begun yet: the first one is due as if one had ended now. */
  static Pass none(AccountId account, Instant now) {
    return new Pass(
        account, 0, Stage.CUT, now, now, Pages.NONE, "", Tally.NONE, false, false, 0, false);
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
        again && isToLookAgain());
  }

  /** One that begins no earlier than now: this is followed by another one where it has begun. */
  Pass anew(Instant now) {
    return isRunning() || isTooSoon(now)
        ? with(stage, endedAt, pages, after, tally, suspects, true)
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
   * @param ids of the rows that could be read
   * @param told M1's total; empty if it told none
   * @param expected whether M1 acknowledged any contact
   * @param found in this page
   * @param odd whether one of them looked otherwise for the first time
   */
  Pass listed(
      Set<Long> ids, OptionalLong told, boolean expected, Tally found, boolean odd, Instant now) {
    long received = found.rows();
    if (received == 0) {
      if (pages.page() == 1 && told.orElse(0) > 0 && pages.limit() > 1) {
        return at(pages.of(Math.max(1, pages.limit() / SHALLOWER)));
      }
      return isWhole(told, expected) ? at(Stage.LOOKING, null) : at(Stage.CUT, now);
    }
    if (pages.repeats(ids)) {
      return at(Stage.CUT, now);
    }
    return at(pages.next(ids, received, told)).looked(after, found, odd);
  }

  /**
   * Whether the pages so far are all there is. Some show nothing where a page is too deep; who
   * leaves moves those behind them to pages that were read already.
   */
  private boolean isWhole(OptionalLong told, boolean expected) {
    boolean nothing = tally.rows() == 0 && expected && told.orElse(1) > 0;
    boolean fewer = told.isPresent() && told.getAsLong() > tally.rows();
    boolean left = told.isPresent() && told.getAsLong() < pages.total();
    boolean blind = expected && tally.isBlind();
    return tally.damaged() == 0 && !nothing && !fewer && !left && !blind;
  }

  /** M1 refuses the page: some refuse a limit above theirs, and some pages far behind. */
  Pass refused(Instant now) {
    return pages.page() == 1 && pages.limit() > 1
        ? at(pages.of(pages.limit() / 2))
        : at(Stage.CUT, now);
  }

  /** It ends early, as what its pages showed is not known any more. */
  Pass cut(Instant now) {
    return at(Stage.CUT, now);
  }

  /**
   * Contacts were looked at.
   *
   * @param lastLooked the last one of them
   */
  Pass looked(String lastLooked, Tally found, boolean odd) {
    return with(stage, endedAt, pages, lastLooked, tally.plus(found), suspects || odd, again);
  }

  /** All contacts were looked at. */
  Pass whole(Instant now) {
    return at(Stage.WHOLE, now);
  }

  private Pass at(Pages next) {
    return with(stage, endedAt, next, after, tally, suspects, again);
  }

  private Pass at(Stage next, @Nullable Instant end) {
    return with(next, end, pages, after, tally, suspects, again);
  }

  private Pass with(
      Stage at,
      @Nullable Instant end,
      Pages read,
      String looked,
      Tally found,
      boolean suspicious,
      boolean once) {
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
        once);
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
        m1s.total().isPresent() ? m1s.total().getAsLong() : null);
  }

  @Override
  public String toString() {
    return "Pass[" + account + ", " + number + ", " + stage + ", page " + pages.page() + "]";
  }
}

package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.delete.DeleteEvent.Listed;
import io.m1bridge.contactsync.delete.DeleteEvent.Refused;
import io.m1bridge.contactsync.delete.DeleteEvent.Row;
import io.m1bridge.m1.M1Call;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The group is read page by page: who stands in it, and who no longer does. M1 gives pages as small
 * as it likes and totals that are not true, so that only a page without rows proves the end.
 *
 * @param page the next one, from 1
 * @param limit rows asked for; what the first page brought, if that was fewer, so that pages follow
 *     on each other whether M1 counts them by what was asked or by what it gives
 * @param received rows of this pass
 * @param damaged unreadable rows of this pass
 * @param worst the most unreadable rows that one page of this pass had
 * @param tolerated unreadable rows of the pass that showed what was deleted since: so many on one
 *     page hide no member
 * @param afterDelete whether this pass follows a delete at once
 * @param refused rows of the refused delete that this pass looks behind; 0 after none
 * @param rows ids of everybody that this pass showed
 * @param previous the same of the pass before, if that was read to its end; else null
 */
record Listing(
    int page,
    int limit,
    int received,
    int damaged,
    int worst,
    int tolerated,
    boolean afterDelete,
    int refused,
    Set<Long> rows,
    @Nullable Set<Long> previous)
    implements Step {

  /** A page so much shorter is tried next: few tries, since totals above zero are mostly untrue. */
  private static final int SHALLOWER = 7;

  /** No group of ours has more: M1 lists something else, or the same again. */
  private static final int MOST_ROWS = 2 * M1Call.MAX_ROWS;

  Listing {
    rows = Set.copyOf(rows);
    previous = previous == null ? null : Set.copyOf(previous);
  }

  /** Right after the marking. */
  static Listing first(DeleteJob job) {
    return new Listing(1, job.pageLimit(), 0, 0, 0, 0, false, 0, Set.of(), null);
  }

  /** After a pause; {@code whole} says whether this pass was read to its end. */
  Listing again(DeleteJob job, boolean whole) {
    return new Listing(
        1, job.pageLimit(), 0, 0, 0, tolerated, false, 0, Set.of(), whole ? rows : null);
  }

  /** Right after a delete; {@code refused} rows of it were refused together. */
  static Listing afterDelete(DeleteJob job, int tolerated, int refused) {
    return new Listing(1, job.pageLimit(), 0, 0, 0, tolerated, true, refused, Set.of(), null);
  }

  @Override
  public Due due(DeleteJob job) {
    return new Due.ListGroup(job.knownGroup(), page, limit);
  }

  @Override
  public boolean bisects() {
    return false;
  }

  @Override
  public DeleteJob on(DeleteJob job, DeleteEvent event, DeleteRules rules, Instant now) {
    if (event instanceof Listed listed) {
      return listed(job, listed, rules, now);
    }
    if (event instanceof Refused) {
      return refused(job, rules, now);
    }
    if (event instanceof DeleteEvent.NotDone || event instanceof DeleteEvent.Released) {
      return job;
    }
    throw Step.unexpected(this, event);
  }

  /** Some refuse a limit above theirs, and some refuse pages far behind. */
  private DeleteJob refused(DeleteJob job, DeleteRules rules, Instant now) {
    if (page > 1) {
      return new PassEnd(this, false).of(job, rules, now);
    }
    if (limit > 1) {
      return job.withPageLimit(limit / 2).at(withLimit(limit / 2));
    }
    return job.waitOrExpire(rules, now);
  }

  private Listing withLimit(int rowsOfAPage) {
    return new Listing(
        1, rowsOfAPage, 0, 0, 0, tolerated, afterDelete, refused, Set.of(), previous);
  }

  /** Some show nothing where a page would reach beyond the last row that they let be read. */
  private boolean mayReachTooDeep(Listed listed) {
    return page == 1
        && limit > 1
        && listed.received() == 0
        && listed.total().isPresent()
        && listed.total().getAsLong() > 0;
  }

  private DeleteJob listed(DeleteJob job, Listed listed, DeleteRules rules, Instant now) {
    Map<String, Set<Long>> ids = idsByAddress(listed, rules);
    // Only what was marked by this job goes; whatever else stands in the group stays.
    DeleteJob read = job.withMembers(member -> member.shownAs(idsOf(member, ids, rules)));
    if (read.unseen() < job.unseen()) {
      read = read.paced(Pace.progress(now));
    }
    Listing next = after(listed);
    if (page == 1 && !listed.rows().isEmpty()) {
      read = read.withPageLimit(limit);
    }
    if (mayReachTooDeep(listed)) {
      return read.at(withLimit(Math.max(1, limit / SHALLOWER)));
    }
    if (listed.rows().isEmpty()) {
      return new PassEnd(next, true).of(read, rules, now);
    }
    boolean ends =
        received > MOST_ROWS
            || isRepeated(listed)
            || next.isStale(read)
            || (next.isEnough(listed) && next.showsAll(read));
    return ends ? new PassEnd(next, false).of(read, rules, now) : read.at(next);
  }

  private static Map<String, Set<Long>> idsByAddress(Listed listed, DeleteRules rules) {
    Map<String, Set<Long>> ids = new HashMap<>();
    for (Row row : listed.rows()) {
      String address = rules.canonical().apply(row.email());
      ids.computeIfAbsent(address, a -> new TreeSet<>()).add(row.id());
    }
    return ids;
  }

  private static Set<Long> idsOf(Member member, Map<String, Set<Long>> ids, DeleteRules rules) {
    return ids.getOrDefault(rules.canonical().apply(member.email()), Set.of());
  }

  private Listing after(Listed listed) {
    Set<Long> all = new TreeSet<>(rows);
    all.addAll(idsOf(listed));
    // Readable rows only: a page that begins too early costs nothing, one too late skips a member.
    int readable = Math.max(1, listed.rows().size());
    int size = page == 1 ? Math.min(limit, readable) : limit;
    return new Listing(
        page + 1,
        size,
        received + listed.received(),
        damaged + listed.damaged(),
        Math.max(worst, listed.damaged()),
        tolerated,
        afterDelete,
        refused,
        all,
        previous);
  }

  /** Some give the first or the last page again for a page that they do not know. */
  private boolean isRepeated(Listed listed) {
    return rows.containsAll(idsOf(listed));
  }

  private static Set<Long> idsOf(Listed listed) {
    return listed.rows().stream().map(Row::id).collect(Collectors.toSet());
  }

  private boolean isEnough(Listed listed) {
    return listed.total().isPresent() && received >= listed.total().getAsLong();
  }

  /**
   * Whether who is not among the rows is not there. Rows that leave while others are read move
   * those behind them to pages that were read already: only what two passes show alike is whole.
   */
  boolean showsEverybody() {
    return worst <= tolerated && (rows.isEmpty() || rows.equals(previous));
  }

  private boolean showsAll(DeleteJob job) {
    return job.members().stream().allMatch(member -> member.isEnded() || member.isAmong(rows));
  }

  /**
   * M1 still shows what it has just deleted: its lists lag. Reading on would cost a call per page;
   * it is read to the end when it stays so.
   */
  private boolean isStale(DeleteJob job) {
    return job.pace().round() < PassEnd.STALE_ROUNDS
        && job.unseen() == 0
        && job.members().stream()
            .anyMatch(member -> member.fate() instanceof Fate.Deleted && member.isAmong(rows));
  }
}

package io.m1bridge.edm.poll;

import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.m1.M1Answers.EngagementRow;
import io.m1bridge.m1.M1Answers.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One poll of one campaign: which page to ask for next, which of its rows are new, when it is done.
 *
 * <p>The list changes while it is read: new rows come in at the top, late ones in the middle, and
 * push the others over page edges; rows vanish. Two rules keep that harmless:
 *
 * <ul>
 *   <li><b>Publish what one page proves.</b> One answer is one moment: where a page shows a row
 *       {@code n} times, at least {@code n} such rows exist. So the surplus over the ledger is
 *       published at once, page by page; no shift between pages can make that one too many.
 *   <li><b>Equal rows on two pages prove nothing</b>, the second may be the first one pushed over
 *       the edge. They are published only when two passes over a list whose total did not change
 *       agree.
 * </ul>
 *
 * <p>When to stop is told by counts: once as many rows are accounted for as M1 counts, nothing is
 * missing, wherever in the list the new ones stood. If they cannot be found, or more are found than
 * are missing, rows must have vanished: then the whole list is read, and what is accounted for
 * starts again from what M1 has now. Vanished rows stay published.
 *
 * <p>A session lives in memory only. If its task dies, the next one starts from the ledger, which
 * never is ahead of or behind the published events.
 */
final class PollSession {

  /** Passes over the list before the rest is left to the next poll. */
  static final int MAX_PASSES = 5;

  private final String account;
  private final long campaignId;
  private final RowLedger ledger;
  private long accounted;
  private boolean wholeList;
  private int limit;

  private int passes = 1;
  private int page = 1;
  private boolean steady = true;
  private long listed;
  private long passTotal = -1;
  private long lastTotal = -1;
  private final Map<RowFingerprint, Integer> seenInPass = new HashMap<>();
  private final Map<RowFingerprint, Suspect> suspects = new HashMap<>();
  private Map<RowFingerprint, Suspect> suspectsBefore = Map.of();
  private long totalBefore = -1;

  /** Equal rows that stood on more than one page: {@code count} over the pass. */
  private record Suspect(EngagementRow row, int count) {}

  /** What to ask M1 for: page from 1, and rows per page. */
  record Request(int page, int limit) {}

  /**
   * @param accounted how many of the rows that M1 has now are known to be published
   * @param wholeList read all pages even if the counts say that nothing is missing
   * @param limit how many rows to ask for; M1 gives what it likes
   */
  PollSession(
      String account,
      long campaignId,
      RowLedger ledger,
      long accounted,
      boolean wholeList,
      int limit) {
    this.account = account;
    this.campaignId = campaignId;
    this.ledger = ledger;
    this.accounted = accounted;
    this.wholeList = wholeList;
    this.limit = limit;
  }

  Request request() {
    return new Request(page, limit);
  }

  /** How many of the rows that M1 has now are known to be published. */
  long accounted() {
    return accounted;
  }

  /** How many rows M1 counted last. */
  long total() {
    return lastTotal;
  }

  /** Takes the answer to {@link #request()}; updates the ledger for the rows it returns. */
  Reading accept(Page<EngagementRow> answer) {
    List<NewRow> newRows = new ArrayList<>();
    Map<RowFingerprint, Integer> onPage = new HashMap<>();
    // From the end: M1 shows the newest first, subscribers like the oldest first.
    for (int i = answer.rows().size() - 1; i >= 0; i--) {
      take(answer.rows().get(i), onPage, newRows);
    }
    accounted += newRows.size();
    long total = counted(answer);
    listed += answer.received();
    watch(total);
    return new Reading(newRows, next(answer.received(), total, onPage, newRows));
  }

  /**
   * How many rows M1 counts; where it does not say, as many as it has shown, and one more unless
   * this page is empty.
   */
  private long counted(Page<EngagementRow> answer) {
    int received = answer.received();
    return answer.total().orElse((page - 1L) * limit + received + Integer.signum(received));
  }

  private void take(EngagementRow row, Map<RowFingerprint, Integer> onPage, List<NewRow> newRows) {
    RowFingerprint fingerprint =
        EngagementIds.fingerprint(account, campaignId, EngagementMapper.identity(row));
    int count = onPage.merge(fingerprint, 1, Integer::sum);
    int published = ledger.published(fingerprint);
    if (count > published) {
      ledger.put(fingerprint, count);
      newRows.add(new NewRow(row, fingerprint, count));
      published = count;
    }
    int inPass = seenInPass.getOrDefault(fingerprint, 0) + count;
    if (inPass > published) {
      suspects.put(fingerprint, new Suspect(row, inPass));
    } else {
      suspects.remove(fingerprint);
    }
  }

  private void watch(long total) {
    if (passTotal >= 0 && total != passTotal) {
      steady = false;
    }
    if (total < lastTotal || accounted > total) {
      // Rows vanished: counts prove nothing until the whole list was read.
      wholeList = true;
    }
    passTotal = total;
    lastTotal = total;
  }

  private Reading.Next next(
      int rows, long total, Map<RowFingerprint, Integer> onPage, List<NewRow> newRows) {
    boolean cut = rows > 0 && rows < limit && (page - 1L) * limit + rows < total;
    if (cut) {
      // M1 gives fewer than asked for. Its page 2 may begin after what it gave or after what was
      // asked for: asking for what it gives makes both the same.
      limit = rows;
      if (page > 1) {
        steady = false;
        return nextPass(total);
      }
    }
    boolean atEnd = rows == 0 || (long) page * limit >= total;
    if (countsAgree(total) || atEnd) {
      if (!suspects.isEmpty()) {
        if (!steady || total != totalBefore) {
          return nextPass(total);
        }
        publishConfirmed(newRows);
      }
      if (countsAgree(total)) {
        return new Reading.Complete(total, false);
      }
      if (atEnd) {
        return atEnd(total);
      }
    }
    onPage.forEach((fingerprint, count) -> seenInPass.merge(fingerprint, count, Integer::sum));
    page++;
    return new Reading.More();
  }

  private boolean countsAgree(long total) {
    return !wholeList && accounted + pending() == total;
  }

  private long pending() {
    return suspects.entrySet().stream()
        .mapToLong(e -> e.getValue().count() - ledger.published(e.getKey()))
        .sum();
  }

  private Reading.Next atEnd(long total) {
    if (!steady) {
      return nextPass(total);
    }
    accounted = total;
    return listed == total
        ? new Reading.Complete(total, true)
        : new Reading.Disagreeing(total, listed);
  }

  /** The second of two passes over an unchanged list: what both saw is real. */
  private void publishConfirmed(List<NewRow> newRows) {
    suspects.forEach(
        (fingerprint, suspect) -> {
          Suspect before = suspectsBefore.get(fingerprint);
          int sure = before == null ? 0 : Math.min(before.count(), suspect.count());
          for (int n = ledger.published(fingerprint) + 1; n <= sure; n++) {
            ledger.put(fingerprint, n);
            newRows.add(new NewRow(suspect.row(), fingerprint, n));
            accounted++;
          }
        });
    suspects.clear();
  }

  private Reading.Next nextPass(long total) {
    if (passes == MAX_PASSES) {
      return new Reading.Unsettled(total);
    }
    passes++;
    suspectsBefore = steady ? Map.copyOf(suspects) : Map.of();
    totalBefore = steady ? total : -1;
    suspects.clear();
    seenInPass.clear();
    page = 1;
    listed = 0;
    passTotal = -1;
    steady = true;
    return new Reading.More();
  }
}

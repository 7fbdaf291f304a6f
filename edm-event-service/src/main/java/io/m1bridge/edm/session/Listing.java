package io.m1bridge.edm.session;

import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.m1.M1Answers.EngagementRow;
import io.m1bridge.m1.M1Answers.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One page as a session reads it: all rows, damaged ones too.
 *
 * @param total how many rows M1 counts in all pages; empty where it does not say, or where its
 *     count is known to be of no use
 */
public record Listing(OptionalLong total, List<ListedRow> rows) {

  public Listing {
    rows = List.copyOf(rows);
  }

  /** Reads an answer of M1. */
  public static Listing of(
      String account, long campaign, Page<EngagementRow> page, EngagementMapper mapper) {
    List<ListedRow> rows = new ArrayList<>(page.received());
    page.rows()
        .forEach(
            row ->
                rows.add(
                    new ListedRow.Readable(
                        row,
                        EngagementIds.fingerprint(
                            account, campaign, EngagementMapper.identity(row)),
                        mapper.date(row.eventDate()))));
    // In M1's order, which tells of their time.
    page.damaged()
        .forEach(
            row ->
                rows.add(
                    Math.min(row.index(), rows.size()),
                    new ListedRow.Damaged(
                        row, EngagementIds.ofUnreadable(account, campaign, row.raw()))));
    return new Listing(page.total(), rows);
  }

  /**
   * Whether its last row is new.
   *
   * @param newRows those of it that are, the last one first
   */
  boolean endsWith(List<NewRow> newRows) {
    return !newRows.isEmpty() && newRows.get(0).row() == rows.get(rows.size() - 1);
  }

  /** The same rows, and no count. */
  public Listing uncounted() {
    return new Listing(OptionalLong.empty(), rows);
  }
}

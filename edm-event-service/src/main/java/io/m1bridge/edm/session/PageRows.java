package io.m1bridge.edm.session;

import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one page against the ledger: what they prove by themselves. New are as many rows of a
 * core as there are more on the page than were published; of those that the ledger does not have,
 * the upper ones, for M1 lists the newest first.
 */
final class PageRows {

  private final List<ListedRow> rows;
  private final RowLedger ledger;
  private final Map<RowKey, Integer> listed = new HashMap<>();
  private final Map<RowFingerprint, Integer> published = new HashMap<>();

  PageRows(List<ListedRow> rows, RowLedger ledger) {
    this.rows = rows;
    this.ledger = ledger;
    for (ListedRow row : rows) {
      listed.merge(row.key(), 1, Integer::sum);
      published.computeIfAbsent(row.fingerprint(), ledger::published);
    }
  }

  /** How many of each of its rows are published. */
  Map<RowFingerprint, Integer> published() {
    return published;
  }

  /** Puts what is new into the ledger; oldest first, as subscribers like it. */
  List<NewRow> takeNew() {
    Map<RowCore, Integer> held = held();
    Map<RowFingerprint, Integer> known = Map.copyOf(published);
    Map<RowFingerprint, Integer> taken = new HashMap<>();
    List<NewRow> newRows = new ArrayList<>();
    for (int i = rows.size() - 1; i >= 0; i--) {
      ListedRow row = rows.get(i);
      RowKey key = row.key();
      int count = taken.merge(key.fingerprint(), 1, Integer::sum);
      if (count <= known.getOrDefault(key.fingerprint(), 0)) {
        continue;
      }
      int left = held.getOrDefault(key.core(), 0);
      if (left > 0) {
        held.put(key.core(), left - 1); // It may be a published one, changed.
        continue;
      }
      newRows.add(new NewRow(row, ledger.add(key)));
      published.merge(key.fingerprint(), 1, Integer::sum);
    }
    return newRows;
  }

  /** Per core, how many of the rows that the ledger does not have may be changed ones. */
  private Map<RowCore, Integer> held() {
    Map<RowCore, Integer> all = new HashMap<>();
    Map<RowCore, Integer> unknown = new HashMap<>();
    listed.forEach(
        (row, count) -> {
          int more = Math.max(0, count - published.getOrDefault(row.fingerprint(), 0));
          all.merge(row.core(), count, Integer::sum);
          unknown.merge(row.core(), more, Integer::sum);
        });
    Map<RowCore, Integer> held = new HashMap<>();
    unknown.forEach(
        (core, more) -> {
          int count = all.getOrDefault(core, 0);
          if (count > more) {
            ledger.listed(core, count - more);
          }
          if (more > 0) {
            held.put(core, more - Math.min(more, Math.max(0, count - ledger.published(core))));
          }
        });
    return held;
  }
}

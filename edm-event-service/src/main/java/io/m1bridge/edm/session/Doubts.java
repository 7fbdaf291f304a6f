package io.m1bridge.edm.session;

import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows of a pass that the ledger does not have, and that no page proves to be new. Where the pass
 * has more rows of a core than were published, as many are suspects: they may be new, or one row
 * that stood on two pages. The others are rows that M1 changed: they were published as they were
 * before.
 */
final class Doubts {

  private final RowLedger ledger;
  private final SeenRows seen;
  private final Map<RowCore, Integer> before;
  private final Map<RowFingerprint, ListedRow> rowsOfBefore = new HashMap<>();
  private final Map<RowCore, Integer> suspects = new LinkedHashMap<>();
  private final Map<RowCore, Integer> changed = new HashMap<>();

  /**
   * @param before the suspects of the pass before: how many rows of their core it saw
   */
  Doubts(RowLedger ledger, SeenRows seen, Map<RowCore, Integer> before) {
    this.ledger = ledger;
    this.seen = seen;
    this.before = before;
  }

  /**
   * Rows stood on a page.
   *
   * @param published how many of each are
   */
  void see(List<ListedRow> rows, Map<RowFingerprint, Integer> published) {
    Set<RowCore> cores = new HashSet<>();
    for (ListedRow row : rows) {
      RowKey key = row.key();
      if (before.containsKey(key.core())) {
        rowsOfBefore.put(key.fingerprint(), row);
      }
      if (isAbout(key.core()) || seen.count(key) > published.getOrDefault(key.fingerprint(), 0)) {
        cores.add(key.core());
      }
    }
    cores.forEach(this::assess);
  }

  private boolean isAbout(RowCore core) {
    return suspects.containsKey(core) || changed.containsKey(core);
  }

  /** The pass saw more of it, or less, or the ledger has more. */
  void assess(RowCore core) {
    int listed = 0;
    int unknown = 0;
    for (Map.Entry<RowFingerprint, Integer> row : seen.alike(core).entrySet()) {
      listed += row.getValue();
      unknown += Math.max(0, row.getValue() - ledger.published(row.getKey()));
    }
    int more = Math.max(0, listed - ledger.published(core));
    set(suspects, core, Math.min(unknown, more));
    set(changed, core, unknown - Math.min(unknown, more));
  }

  private static void set(Map<RowCore, Integer> rows, RowCore core, int count) {
    if (count > 0) {
      rows.put(core, count);
    } else {
      rows.remove(core);
    }
  }

  boolean hasSuspects() {
    return !suspects.isEmpty();
  }

  /** Whatever stood on two pages stood there because they are one. */
  void clearSuspects() {
    suspects.clear();
  }

  /** How many rows would be published if all suspects were real. */
  long pending() {
    return sum(suspects);
  }

  /** Whether some of its rows seem to be changed ones. */
  boolean isChanged(RowCore core) {
    return changed.containsKey(core);
  }

  /** How many rows are listed otherwise than they were published. */
  long changed() {
    return sum(changed);
  }

  private static long sum(Map<RowCore, Integer> rows) {
    return rows.values().stream().mapToLong(count -> count).sum();
  }

  /** The suspects' cores, with how many rows the pass saw of each. */
  Map<RowCore, Integer> suspects() {
    Map<RowCore, Integer> listed = new LinkedHashMap<>();
    suspects.keySet().forEach(core -> listed.put(core, seen.listed(core)));
    return listed;
  }

  /**
   * Puts into the ledger as many rows of each core as both passes saw, the upper ones. How they
   * look does not matter: M1 may render a row otherwise on each call.
   */
  List<NewRow> confirmed() {
    List<NewRow> newRows = new ArrayList<>();
    suspects()
        .forEach(
            (core, listed) -> {
              confirm(core, Math.min(before.getOrDefault(core, 0), listed), newRows);
              assess(core);
            });
    return newRows;
  }

  private void confirm(RowCore core, int sure, List<NewRow> newRows) {
    seen.alike(core)
        .forEach(
            (fingerprint, count) -> {
              ListedRow row = rowsOfBefore.get(fingerprint);
              while (row != null
                  && ledger.published(core) < sure
                  && ledger.published(fingerprint) < count) {
                newRows.add(new NewRow(row, ledger.add(row.key())));
              }
            });
  }
}

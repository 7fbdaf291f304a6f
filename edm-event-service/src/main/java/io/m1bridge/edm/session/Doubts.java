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
  private final Map<RowCore, Alike> before;
  private final Map<RowFingerprint, ListedRow> rowsOfBefore = new HashMap<>();
  private final Map<RowCore, Integer> suspects = new LinkedHashMap<>();
  private final Map<RowCore, Integer> changed = new HashMap<>();

  /**
   * Rows of one core that a pass saw, some of them suspects.
   *
   * @param listed how many
   * @param rows how many of each
   */
  record Alike(int listed, Map<RowFingerprint, Integer> rows) {

    static final Alike NONE = new Alike(0, Map.of());
  }

  /**
   * @param before the suspects of the pass before
   */
  Doubts(RowLedger ledger, SeenRows seen, Map<RowCore, Alike> before) {
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

  /** How many rows are listed otherwise than they were published. */
  long changed() {
    return sum(changed);
  }

  private static long sum(Map<RowCore, Integer> rows) {
    return rows.values().stream().mapToLong(count -> count).sum();
  }

  /** The suspects' cores, with all rows of them, in the order in which they were seen. */
  Map<RowCore, Alike> suspects() {
    Map<RowCore, Alike> alike = new LinkedHashMap<>();
    for (RowCore core : suspects.keySet()) {
      Map<RowFingerprint, Integer> rows = seen.alike(core);
      int listed = rows.values().stream().mapToInt(count -> count).sum();
      alike.put(core, new Alike(listed, rows));
    }
    return alike;
  }

  /**
   * Puts into the ledger what both passes saw, of rows that are alike the upper ones. A row that M1
   * changed between them is a suspect still.
   */
  List<NewRow> confirmed() {
    List<NewRow> newRows = new ArrayList<>();
    suspects()
        .forEach(
            (core, now) -> {
              confirm(core, before.getOrDefault(core, Alike.NONE), now, newRows);
              assess(core);
            });
    return newRows;
  }

  private void confirm(RowCore core, Alike earlier, Alike now, List<NewRow> newRows) {
    int sure = Math.min(earlier.listed(), now.listed());
    now.rows()
        .forEach(
            (fingerprint, count) -> {
              ListedRow row = rowsOfBefore.get(fingerprint);
              int both = Math.min(count, earlier.rows().getOrDefault(fingerprint, 0));
              while (row != null
                  && ledger.published(core) < sure
                  && ledger.published(fingerprint) < both) {
                newRows.add(new NewRow(row, ledger.add(row.key())));
              }
            });
  }
}

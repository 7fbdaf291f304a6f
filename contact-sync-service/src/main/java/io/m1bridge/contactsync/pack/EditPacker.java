package io.m1bridge.contactsync.pack;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Desired;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.Synced;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.m1.Column;
import io.m1bridge.m1.M1Call.EditContacts;
import io.m1bridge.m1.wire.FormSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Packs one edit. All rows share a header; a row is padded with values that M1 acknowledged and the
 * CRM owns, and with nothing else, so that what a marketer typed is never wiped. Where few rows
 * need the same columns, a row goes along with some of its values, and the rest waits.
 *
 * <p>Why: {@code docs/rationale.md#an-edit-may-take-a-part-of-a-row}.
 */
public final class EditPacker {

  private final Limits limits;

  public EditPacker(Limits limits) {
    this.limits = limits;
  }

  /**
   * The best edit.
   *
   * @param all oldest first
   * @param oldestFirst whether the oldest has waited so long that it goes in any case
   * @return empty if there is no candidate
   */
  public Optional<Batch<EditContacts>> pack(
      List<Candidate<Work.Edit>> all, Properties properties, boolean oldestFirst) {
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<Candidate<Work.Edit>> candidates = foundAlike(all, oldestFirst);
    EditColumns columns = EditColumns.of(candidates);
    List<HeaderChoice.Rows> rows = candidates.stream().map(columns::row).toList();
    List<HeaderChoice.Rows> alike = alike(rows);
    HeaderChoice.Header header =
        oldestFirst
            ? HeaderChoice.chooseFor(rows.get(0), alike, limits.rows())
            : HeaderChoice.choose(alike, limits.rows());
    List<Candidate<Work.Edit>> fitting = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (header.takes(rows.get(i))) {
        fitting.add(candidates.get(i));
      }
    }
    Batch<EditContacts> batch = fill(columns.names(header.columns()), fitting, properties);
    // A call that leaves something to do for its rows is no reason to leave early.
    return Optional.of(
        header.whole() ? batch : new Batch<>(batch.call(), batch.rows(), batch.bytes(), false));
  }

  /** A call finds all its rows by one column: those of the oldest, or of the most. */
  private static List<Candidate<Work.Edit>> foundAlike(
      List<Candidate<Work.Edit>> all, boolean oldestFirst) {
    Map<Identity, List<Candidate<Work.Edit>>> by = new LinkedHashMap<>();
    all.forEach(one -> by.computeIfAbsent(one.by(), any -> new ArrayList<>()).add(one));
    List<Candidate<Work.Edit>> best = by.getOrDefault(all.get(0).by(), all);
    for (List<Candidate<Work.Edit>> other : by.values()) {
      best = !oldestFirst && other.size() > best.size() ? other : best;
    }
    return best;
  }

  private static List<HeaderChoice.Rows> alike(List<HeaderChoice.Rows> rows) {
    Map<HeaderChoice.Rows, Integer> counts = new LinkedHashMap<>();
    rows.forEach(row -> counts.merge(row, row.count(), Integer::sum));
    return counts.entrySet().stream().map(entry -> entry.getKey().times(entry.getValue())).toList();
  }

  private Batch<EditContacts> fill(
      List<String> names, List<Candidate<Work.Edit>> candidates, Properties properties) {
    Column key = properties.column(candidates.get(0).by().field());
    List<Column> columns = new ArrayList<>();
    columns.add(key);
    names.forEach(name -> columns.add(properties.column(name)));
    List<List<String>> cells = new ArrayList<>();
    List<SentRow> rows = new ArrayList<>();
    int bytes = 0;
    int keys = 0;
    boolean full = false;
    for (Candidate<Work.Edit> candidate : candidates) {
      List<String> row = cells(candidate, names);
      int size =
          cells.isEmpty()
              ? FormSize.bytes(new EditContacts(columns, key, List.of(row)))
              : FormSize.bytes(columns, row) + FormSize.SEPARATOR;
      if (cells.size() == limits.rows()
          || (!cells.isEmpty()
              && (bytes + size > limits.bytes() || keys + candidate.keyLength() > Limits.KEYS))) {
        full = true;
        break;
      }
      bytes += size;
      keys += candidate.keyLength();
      cells.add(row);
      rows.add(SentRows.ofEdit(candidate, names));
    }
    return new Batch<>(
        new EditContacts(columns, key, cells), rows, bytes, full || cells.size() == limits.rows());
  }

  private static List<String> cells(Candidate<Work.Edit> candidate, List<String> names) {
    Synced synced = Objects.requireNonNull(candidate.state().synced());
    List<String> cells = new ArrayList<>();
    boolean byAddress = candidate.by().equals(Identity.ofAddress(synced.email()));
    cells.add(
        byAddress
            ? Identity.value(synced.email())
            : acknowledged(candidate.state(), candidate.by().field()));
    for (String name : names) {
      String value = candidate.work().values().get(name);
      cells.add(value != null ? value : acknowledged(candidate.state(), name));
    }
    return cells;
  }

  /** What M1 acknowledged is what is wanted: else the field would be among the news. */
  private static String acknowledged(ContactState state, String name) {
    Desired desired = Objects.requireNonNull(state.desired());
    String value = desired.fields().get(name);
    return value == null ? "" : value;
  }
}

package io.m1bridge.contactsync.pack;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Desired;
import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.contactsync.contact.Synced;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.m1.Column;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call.EditContacts;
import io.m1bridge.m1.wire.FormSize;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Packs one edit. All rows share a header; a row is padded with values that M1 acknowledged and the
 * CRM owns, and with nothing else, so that what a marketer typed is never wiped.
 */
public final class EditPacker {

  private static final Column KEY = new Column.Field(ContactField.EMAIL);

  private final Limits limits;

  public EditPacker(Limits limits) {
    this.limits = limits;
  }

  /**
   * The best edit.
   *
   * @param candidates oldest first
   * @param oldestFirst whether the oldest has waited so long that it goes in any case
   * @return empty if there is no candidate
   */
  public Optional<Batch<EditContacts>> pack(
      List<Candidate<Work.Edit>> candidates, Properties properties, boolean oldestFirst) {
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    Index index = new Index();
    List<HeaderChoice.Row> rows = candidates.stream().map(index::row).toList();
    List<HeaderChoice.Row> eligible =
        oldestFirst ? rows.stream().filter(row -> sharesWith(row, rows.get(0))).toList() : rows;
    BitSet header =
        oldestFirst
            ? union(HeaderChoice.choose(eligible, limits.rows()), rows.get(0))
            : HeaderChoice.choose(rows, limits.rows());
    List<Candidate<Work.Edit>> fitting = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).fits(header)) {
        fitting.add(candidates.get(i));
      }
    }
    return Optional.of(fill(index.names(header), fitting, properties));
  }

  /** Whether a header that serves the row could also serve the oldest one. */
  private static boolean sharesWith(HeaderChoice.Row row, HeaderChoice.Row oldest) {
    BitSet both = (BitSet) row.needs().clone();
    both.or(oldest.needs());
    return new HeaderChoice.Row(row.needs(), oldest.allows()).fits(both)
        && new HeaderChoice.Row(row.needs(), row.allows()).fits(both);
  }

  private static BitSet union(BitSet chosen, HeaderChoice.Row oldest) {
    BitSet both = (BitSet) chosen.clone();
    both.or(oldest.needs());
    return oldest.fits(both) ? both : oldest.needs();
  }

  private Batch<EditContacts> fill(
      List<String> names, List<Candidate<Work.Edit>> candidates, Properties properties) {
    List<Column> columns = new ArrayList<>();
    columns.add(KEY);
    names.forEach(name -> columns.add(properties.column(name)));
    List<List<String>> cells = new ArrayList<>();
    List<SentRow> rows = new ArrayList<>();
    long bytes = 0;
    int keys = 0;
    boolean full = false;
    for (Candidate<Work.Edit> candidate : candidates) {
      List<String> row = cells(candidate, names);
      int size =
          cells.isEmpty()
              ? FormSize.bytes(new EditContacts(columns, KEY, List.of(row)))
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
      rows.add(SentRows.ofEdit(candidate));
    }
    return new Batch<>(
        new EditContacts(columns, KEY, cells), rows, full || cells.size() == limits.rows());
  }

  private static List<String> cells(Candidate<Work.Edit> candidate, List<String> names) {
    Synced synced = Objects.requireNonNull(candidate.state().synced());
    List<String> cells = new ArrayList<>();
    cells.add(synced.email());
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

  /** Field names as bits, in the order they were met. */
  private static final class Index {
    private final Map<String, Integer> bits = new LinkedHashMap<>();

    HeaderChoice.Row row(Candidate<Work.Edit> candidate) {
      BitSet needs = new BitSet();
      candidate.work().values().keySet().forEach(name -> needs.set(bit(name)));
      BitSet allows = (BitSet) needs.clone();
      Synced synced = Objects.requireNonNull(candidate.state().synced());
      Desired desired = Objects.requireNonNull(candidate.state().desired());
      desired
          .fields()
          .forEach(
              (name, value) -> {
                if (!name.equals(FieldNames.EMAIL) && synced.holds(name, value)) {
                  allows.set(bit(name));
                }
              });
      return new HeaderChoice.Row(needs, allows);
    }

    List<String> names(BitSet header) {
      List<String> names = new ArrayList<>();
      bits.forEach(
          (name, bit) -> {
            if (header.get(bit)) {
              names.add(name);
            }
          });
      return names;
    }

    private int bit(String name) {
      return bits.computeIfAbsent(name, n -> bits.size());
    }
  }
}

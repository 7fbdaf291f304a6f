package io.m1bridge.contactsync.source;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.change.Problem;
import io.m1bridge.contactsync.change.Reason;
import io.m1bridge.contactsync.mapping.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The account that a row names: by its columns, and those of its record's key. A deleted row has
 * hardly more than its key, and Debezium invents the rest: taken for true, or for none, it would
 * delete somebody in another account.
 *
 * <p>Why: {@code docs/rationale.md#a-deleted-row-never-deletes-in-the-default-account}.
 */
record RowAccounts(Mapping mapping) {

  /**
   * Of a row that is there; null if it names none. The row counts, its key only for columns that
   * the row lacks: where the two name different accounts, its delete would be in the wrong one.
   */
  @Nullable String ofRow(Members key, Members row) throws BadChange {
    Members ofRow = together(key, row);
    String named = mapping.account(ofRow);
    Members ofKey = together(row, key);
    String byKey = ofKey.equals(ofRow) ? named : mapping.account(ofKey);
    if (byKey == null || byKey.equals(named)) {
      return named;
    }
    throw Problem.of(
            Reason.ACCOUNT_CONTRADICTED,
            "The record key names another account than the row: send in both the same of the columns"
                + " that the mapping's 'account' reads")
        .thrown();
  }

  /**
   * Of a row that is gone; null if that is not known.
   *
   * @param row what the source says that it was
   */
  @Nullable String ofDelete(Members key, Members row) throws BadChange {
    return switch (mapping.accountOfDeletes()) {
      // Columns that the record's key has not are invented, whatever the mapping calls them.
      case KEY -> mapping.account(key.values().isEmpty() ? keyOf(row) : key);
      // Over a key alone a JSLT would guess.
      case ROW -> row.values().isEmpty() ? null : mapping.account(together(row, key));
      case DEAD_LETTER -> null;
    };
  }

  private Members keyOf(Members row) {
    Map<String, JsonValue> known = new LinkedHashMap<>(row.values());
    known.keySet().retainAll(mapping.key());
    return new Members(known);
  }

  /** What the second says counts; a null says nothing where the first has a value. */
  private static Members together(Members first, Members second) {
    if (first.values().isEmpty() || second.values().isEmpty()) {
      return first.values().isEmpty() ? second : first;
    }
    Map<String, JsonValue> all = new LinkedHashMap<>(first.values());
    second
        .values()
        .forEach(
            (column, value) -> {
              if (value instanceof JsonValue.Null) {
                all.putIfAbsent(column, value);
              } else {
                all.put(column, value);
              }
            });
    return new Members(all);
  }
}

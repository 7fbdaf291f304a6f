package io.m1bridge.contactsync.source;

import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.mapping.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The account that a row names: from the columns of its record's key, else from the row. A deleted
 * row has hardly more than its key, and Debezium invents the rest: taken for true, or for none, it
 * would delete somebody in another account.
 *
 * <p>Why: {@code docs/rationale.md#a-deleted-row-never-deletes-in-the-default-account}.
 */
record RowAccounts(Mapping mapping) {

  /** Of a row that is there; null if it names none. */
  @Nullable String ofRow(Members key, Members row) throws BadChange {
    return mapping.account(mapping.isOfManyAccounts() ? together(row, key) : row);
  }

  /**
   * Of a row that is gone; null if that is not known.
   *
   * @param row what the source says that it was
   */
  @Nullable String ofDelete(Members key, Members row) throws BadChange {
    return switch (mapping.accountOfDeletes()) {
      case KEY -> mapping.account(together(keyOf(row), key));
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

  /** What the key says counts: a delete has nothing else. */
  private static Members together(Members row, Members key) {
    if (key.values().isEmpty()) {
      return row;
    }
    Map<String, JsonValue> all = new LinkedHashMap<>(row.values());
    all.putAll(key.values());
    return new Members(all);
  }
}

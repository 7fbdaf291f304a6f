package io.m1bridge.simulator.contact;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of an {@code add} or {@code edit}, in the form of {@link StoredContact}; a blank that was
 * sent is an empty text, what was not sent is absent.
 *
 * @param fields M1's own fields
 * @param custom custom fields by property id
 */
record ContactRow(Map<ContactField, String> fields, Map<Integer, String> custom) {
  @Nullable String value(Column column) {
    if (column instanceof Column.Standard standard) {
      return fields.get(standard.field());
    }
    return custom.get(((Column.Custom) column).propertyId());
  }

  boolean anyValueContains(String marker) {
    return fields.values().stream().anyMatch(value -> value.contains(marker))
        || custom.values().stream().anyMatch(value -> value.contains(marker));
  }

  /** Redacted: contact data. */
  @Override
  public String toString() {
    return "ContactRow[" + fields.size() + " fields]";
  }
}

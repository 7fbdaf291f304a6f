package io.m1bridge.simulator.contact;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contact as it stands; immutable, so that a list of them is a consistent picture. Values are
 * texts in one form whatever call brought them: gender {@code male} or {@code female}, birthday
 * epoch milliseconds. An empty field is absent.
 */
final class StoredContact {
  private final long id;
  private final PackedValues values;
  private final List<Integer> groups;
  private final long createdAt;
  private final long updatedAt;

  StoredContact(
      long id,
      Map<ContactField, String> fields,
      Map<Integer, String> custom,
      List<Integer> groups,
      long createdAt,
      long updatedAt) {
    this(id, new PackedValues(fields, custom), groups, createdAt, updatedAt);
  }

  private StoredContact(
      long id, PackedValues values, List<Integer> groups, long createdAt, long updatedAt) {
    this.id = id;
    this.values = values;
    this.groups = List.copyOf(groups);
    this.createdAt = createdAt;
    this.updatedAt = updatedAt;
  }

  /** A contact of which only the id exists yet. */
  static StoredContact blank(long id, long now) {
    return new StoredContact(id, Map.of(), Map.of(), List.of(), now, now);
  }

  long id() {
    return id;
  }

  @Nullable String text(ContactField field) {
    return values.text(field);
  }

  @Nullable String value(Column column) {
    if (column instanceof Column.Standard standard) {
      return values.text(standard.field());
    }
    return values.custom(((Column.Custom) column).propertyId());
  }

  /** A copy that the caller may change. */
  Map<ContactField, String> fields() {
    return values.fields();
  }

  /** A copy that the caller may change. */
  Map<Integer, String> custom() {
    return values.custom();
  }

  List<Integer> groups() {
    return groups;
  }

  /** Epoch ms. */
  long createdAt() {
    return createdAt;
  }

  /** Epoch ms. */
  long updatedAt() {
    return updatedAt;
  }

  StoredContact withValues(
      Map<ContactField, String> newFields, Map<Integer, String> newCustom, long now) {
    return new StoredContact(id, newFields, newCustom, groups, createdAt, now);
  }

  StoredContact withGroups(List<Integer> newGroups, long now) {
    return new StoredContact(id, values, newGroups, createdAt, now);
  }
}

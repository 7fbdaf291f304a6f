package io.m1bridge.m1;

/** One column of an edit: a field that every contact has, or a custom property. */
public sealed interface Column {

  /** A field that every contact has. */
  record Field(ContactField field) implements Column {}

  /**
   * A custom property.
   *
   * @param propertyId M1's id of the property
   * @param name its label
   * @param type 1 text, 2 drop-down
   */
  record Property(long propertyId, String name, int type) implements Column {}
}

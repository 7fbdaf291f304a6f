package io.m1bridge.simulator.contact;

/** Something a contact has one value of. */
sealed interface Column {
  /** A field of M1's own. */
  record Standard(ContactField field) implements Column {}

  /** A custom field, by property id. */
  record Custom(int propertyId) implements Column {}

  /** The column by which {@code add} recognizes contacts. */
  Column EMAIL = new Standard(ContactField.EMAIL);
}

package io.m1bridge.contactsync.source;

import io.m1bridge.contactsync.change.JsonValue.Members;

/** What a record of a source says of a row. */
sealed interface RowChange {

  /** The row is so now. */
  record Put(Members row) implements RowChange {}

  /**
   * The row is gone.
   *
   * @param row what the source still says of it: its key columns at least
   */
  record Remove(Members row) implements RowChange {}

  /**
   * Nothing about a row.
   *
   * @param why constant, for metrics
   */
  record PassedOver(String why) implements RowChange {}
}

package io.m1bridge.contactsync.source;

import io.m1bridge.contactsync.change.JsonValue.Members;
import org.jspecify.annotations.Nullable;

/** What a record of a source says of a row. */
sealed interface RowChange {

  /**
   * The row is so now.
   *
   * @param before what the source says it was; null if it says nothing of that
   */
  record Put(Members row, @Nullable Members before) implements RowChange {
    Put(Members row) {
      this(row, null);
    }
  }

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

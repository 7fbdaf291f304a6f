package io.m1bridge.edm.completeness;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The days of one campaign. It changes in the transaction in which the events go out, and is lost
 * and kept together with the ledger.
 */
public interface DayStore {

  /** What is kept of a day; null if it has no rows. */
  @Nullable DayTally get(LocalDate day);

  void put(LocalDate day, DayTally tally);

  /** All days that have rows. */
  Map<LocalDate, DayTally> all();
}

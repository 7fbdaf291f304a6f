package io.m1bridge.edm.completeness;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Days in memory. */
public final class MemoryDays implements DayStore {

  private final Map<LocalDate, DayTally> days = new TreeMap<>();

  @Override
  public @Nullable DayTally get(LocalDate day) {
    return days.get(day);
  }

  @Override
  public void put(LocalDate day, DayTally tally) {
    days.put(day, tally);
  }

  @Override
  public Map<LocalDate, DayTally> all() {
    return Map.copyOf(days);
  }
}

package io.m1bridge.simulator.contact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Contact ids by the value of one column. Emails are filed without case; whoever asks compares
 * exactly where case matters.
 */
final class ColumnIndex {
  private final boolean withoutCase;
  private final Map<String, List<Long>> ids = new HashMap<>();

  ColumnIndex(Column column) {
    withoutCase = column.equals(Column.EMAIL);
  }

  void add(@Nullable String value, long id) {
    if (value != null) {
      // Nearly all lists have one element: the immutable ones are the smallest.
      ids.merge(
          key(value),
          List.of(id),
          (present, one) -> {
            List<Long> both = new ArrayList<>(present);
            both.addAll(one);
            return List.copyOf(both);
          });
    }
  }

  void remove(@Nullable String value, long id) {
    if (value != null) {
      ids.computeIfPresent(
          key(value),
          (k, present) -> {
            List<Long> rest = present.stream().filter(other -> other != id).toList();
            return rest.isEmpty() ? null : rest;
          });
    }
  }

  List<Long> find(String value) {
    return ids.getOrDefault(key(value), List.of());
  }

  private String key(String value) {
    return withoutCase ? value.trim().toLowerCase(Locale.ROOT) : value;
  }
}

package io.m1bridge.contactsync.property;

import io.m1bridge.contactsync.contact.Labels;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.m1.M1Answers.Property;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Labels, comparable, that M1 made shorter, and the properties that it made of them. */
final class CutLabels {

  private final Map<String, Long> ids = new HashMap<>();

  /** M1 may have cut a label: then the property that is new since begins it. */
  void find(Properties properties, String comparable, List<Property> added) {
    if (properties.has(comparable)) {
      return;
    }
    List<Property> begins =
        added.stream()
            .filter(row -> !row.label().isBlank())
            .filter(row -> comparable.startsWith(Labels.comparable(row.label())))
            .toList();
    if (begins.size() == 1) {
      ids.put(comparable, begins.get(0).id());
    }
  }

  /** The property that M1 made of a label by cutting it; empty if it did not. */
  Optional<Long> of(String comparable) {
    return Optional.ofNullable(ids.get(comparable));
  }

  void put(String comparable, long id) {
    ids.put(comparable, id);
  }

  /** The property is another one now, or none. */
  void forget(long id) {
    ids.values().removeIf(known -> known == id);
  }

  /** What is listed, also by the labels that M1 cut. */
  Properties with(Collection<Property> rows) {
    Properties properties = new Properties(rows);
    for (Property row : rows) {
      ids.forEach(
          (label, id) -> {
            if (id == row.id()) {
              properties.alias(label, row);
            }
          });
    }
    return properties;
  }
}

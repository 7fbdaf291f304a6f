package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.pack.Properties;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known of an account's custom properties, and which are missing. In memory. */
final class PropertyBook {

  private Properties known = new Properties(List.of());
  private final Set<String> missing = new LinkedHashSet<>();
  private final Set<String> unobtainable = new LinkedHashSet<>();
  private boolean fresh;
  private boolean changed;
  private boolean busy;

  Properties known() {
    return known;
  }

  /** Labels among the names that M1 is not known to have; they are looked for next. */
  List<String> require(Collection<String> names) {
    List<String> absent = known.missing(names);
    absent.stream().filter(label -> !unobtainable.contains(label)).forEach(missing::add);
    return absent;
  }

  boolean isUnobtainable(String label) {
    return unobtainable.contains(label);
  }

  /** Whether a call about properties has to be made before anything else. */
  boolean isNeeded() {
    return changed || !missing.isEmpty();
  }

  boolean isBusy() {
    return busy;
  }

  void busy(boolean value) {
    busy = value;
  }

  /** The next label to create; empty if the list has to be read first. */
  Optional<String> nextToCreate() {
    return fresh ? missing.stream().findFirst() : Optional.empty();
  }

  void listed(Properties properties) {
    known = properties;
    fresh = true;
    changed = false;
    missing.removeIf(label -> properties.missing(List.of(FieldNames.custom(label))).isEmpty());
  }

  /** Created, or perhaps: only the list tells its id, and whether it is there. */
  void created(String label) {
    missing.remove(label);
    changed = true;
  }

  void cannotHave(String label) {
    missing.remove(label);
    unobtainable.add(label);
  }
}

package io.m1bridge.contactsync.property;

import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.pack.Properties;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known of an account's custom properties, and which are missing. In memory. */
public final class PropertyBook {

  private Properties known = new Properties(List.of());
  private final Set<String> missing = new LinkedHashSet<>();
  private final Set<String> unobtainable = new LinkedHashSet<>();
  private boolean fresh;
  private boolean changed;
  private boolean busy;

  public Properties known() {
    return known;
  }

  /** Labels among the names that M1 is not known to have; they are looked for next. */
  public List<String> require(Collection<String> names) {
    List<String> absent = known.missing(names);
    absent.stream().filter(label -> !unobtainable.contains(label)).forEach(missing::add);
    return absent;
  }

  public boolean isUnobtainable(String label) {
    return unobtainable.contains(label);
  }

  /** Whether a call about properties has to be made before anything else. */
  public boolean isNeeded() {
    return changed || !missing.isEmpty();
  }

  public boolean isBusy() {
    return busy;
  }

  public void busy(boolean value) {
    busy = value;
  }

  /** The next label to create; empty if the list has to be read first. */
  public Optional<String> nextToCreate() {
    return fresh ? missing.stream().findFirst() : Optional.empty();
  }

  public void listed(Properties properties) {
    known = properties;
    fresh = true;
    changed = false;
    missing.removeIf(label -> properties.missing(List.of(FieldNames.custom(label))).isEmpty());
  }

  /** Created, or perhaps: only the list tells its id, and whether it is there. */
  public void created(String label) {
    missing.remove(label);
    changed = true;
  }

  public void cannotHave(String label) {
    missing.remove(label);
    unobtainable.add(label);
  }
}

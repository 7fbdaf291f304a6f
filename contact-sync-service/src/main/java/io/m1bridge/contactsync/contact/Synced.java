package io.m1bridge.contactsync.contact;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What M1 acknowledged of a contact. Only fields that we wrote stand here: what a marketer typed is
 * not ours to know.
 *
 * @param email the address it stands under in M1
 * @param fields {@link Fingerprint}s of values as acknowledged; {@code null} where we wrote but
 *     cannot tell what M1 holds now (outcome unknown)
 * @param groups groups that it joined through us
 */
public record Synced(String email, Map<String, @Nullable String> fields, Set<String> groups) {

  public Synced {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    groups = Collections.unmodifiableSet(new TreeSet<>(groups));
  }

  /** Whether M1 acknowledged this very value; a cleared field holds the empty text. */
  public boolean holds(String field, @Nullable String value) {
    String known = fields.get(field);
    return known != null && known.equals(Fingerprint.of(value == null ? "" : value));
  }

  /** Whether we wrote the field and it may hold a value. */
  boolean mayHoldValue(String field) {
    return fields.containsKey(field) && !Fingerprint.CLEARED.equals(fields.get(field));
  }

  Synced withFields(Map<String, @Nullable String> more) {
    Map<String, @Nullable String> merged = new LinkedHashMap<>(fields);
    merged.putAll(more);
    return new Synced(email, merged, groups);
  }

  /** The same, where these fields are to be written again. */
  Synced superseded(Set<String> names) {
    Map<String, @Nullable String> prints = new LinkedHashMap<>(fields);
    prints.replaceAll((name, print) -> names.contains(name) ? null : print);
    return new Synced(email, prints, groups);
  }

  Synced withGroup(String group) {
    Set<String> more = new TreeSet<>(groups);
    more.add(group);
    return new Synced(email, fields, more);
  }

  @Override
  public String toString() {
    return "Synced[" + fields.size() + " fields]";
  }
}

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
 * @param fields values as acknowledged, an empty text where we cleared; {@code null} where we wrote
 *     but cannot tell what M1 holds now (outcome unknown)
 * @param groups groups that it joined through us
 * @param m1Id M1's own id, once learned
 */
public record Synced(
    String email, Map<String, @Nullable String> fields, Set<String> groups, @Nullable Long m1Id) {

  public Synced {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    groups = Collections.unmodifiableSet(new TreeSet<>(groups));
  }

  /** The value that may be written again without changing anything; null if there is none. */
  public @Nullable String acknowledged(String field) {
    return fields.get(field);
  }

  Synced withFields(Map<String, @Nullable String> more) {
    Map<String, @Nullable String> merged = new LinkedHashMap<>(fields);
    merged.putAll(more);
    return new Synced(email, merged, groups, m1Id);
  }

  Synced withGroup(String group) {
    Set<String> more = new TreeSet<>(groups);
    more.add(group);
    return new Synced(email, fields, more, m1Id);
  }

  @Override
  public String toString() {
    return "Synced[" + fields.size() + " fields]";
  }
}

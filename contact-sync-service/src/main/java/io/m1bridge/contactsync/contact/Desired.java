package io.m1bridge.contactsync.contact;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the CRM wants a contact to be: every field it ever said something about since the contact
 * was made; {@code null} means "cleared".
 *
 * @param fields by {@link FieldNames}
 * @param groups as last said; membership of M1 only grows, so this is what is still to be joined at
 *     most
 * @param optOut whether the person does not want mail, as last said
 */
public record Desired(Map<String, @Nullable String> fields, Set<String> groups, boolean optOut) {

  public Desired {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    groups = Collections.unmodifiableSet(new TreeSet<>(groups));
  }

  /** A contact of which nothing was said yet. */
  static Desired empty() {
    return new Desired(Map.of(), Set.of(), false);
  }

  /** This after the change. */
  Desired with(ContactChange change, Owners owners) {
    Map<String, @Nullable String> merged = new LinkedHashMap<>(fields);
    change
        .fields()
        .forEach(
            (name, value) -> {
              if (!owners.isNothing(name, value)) {
                merged.put(name, value);
              }
            });
    Set<String> said = change.groups();
    Boolean out = change.optOut();
    return new Desired(merged, said == null ? groups : said, out == null ? optOut : out);
  }

  /** The same, in this group alone. */
  Desired in(String group) {
    return new Desired(fields, Set.of(group), optOut);
  }

  /** The address, if one was said. */
  public @Nullable String email() {
    return fields.get(FieldNames.EMAIL);
  }

  @Override
  public String toString() {
    return "Desired[" + fields.size() + " fields]";
  }
}

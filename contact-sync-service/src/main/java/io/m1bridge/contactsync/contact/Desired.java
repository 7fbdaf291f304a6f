package io.m1bridge.contactsync.contact;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the CRM wants a contact to be: every field it ever said something about since the contact
 * was made; {@code null} means "cleared".
 *
 * @param fields by {@link FieldNames}
 * @param groups as last said; membership of M1 only grows, so this is what is still to be joined at
 *     most
 * @param optOut whether the person does not want mail, as last said
 * @param knownBy the field that its address is of; null: the email
 */
public record Desired(
    Map<String, @Nullable String> fields,
    Set<String> groups,
    boolean optOut,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Identity knownBy) {

  public Desired {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    groups = Collections.unmodifiableSet(new TreeSet<>(groups));
    knownBy = knownBy == null || knownBy.isEmail() ? null : knownBy;
  }

  /** A contact that is known by its email. */
  public Desired(Map<String, @Nullable String> fields, Set<String> groups, boolean optOut) {
    this(fields, groups, optOut, null);
  }

  /** A contact of which nothing was said yet. */
  static Desired empty() {
    return new Desired(Map.of(), Set.of(), false, null);
  }

  /** This after the change. */
  Desired with(ContactChange change, Owners owners) {
    Map<String, @Nullable String> said = new LinkedHashMap<>(change.fields());
    said.entrySet().removeIf(field -> owners.isNothing(field.getKey(), field.getValue()));
    Map<String, @Nullable String> merged = new LinkedHashMap<>(fields);
    dropOtherSpellings(merged, said.keySet(), change);
    merged.putAll(said);
    Set<String> named = change.groups();
    Boolean out = change.optOut();
    return new Desired(
        merged, named == null ? groups : named, out == null ? optOut : out, change.identity());
  }

  /**
   * Labels that are comparably equal are mostly one property: what was said last counts. Of two in
   * one change neither was: whether M1 has one property for them, or two, is seen at the call.
   */
  private static void dropOtherSpellings(
      Map<String, @Nullable String> fields, Set<String> said, ContactChange change) {
    Set<String> anew =
        said.stream()
            .filter(name -> FieldNames.isLabel(name) && !fields.containsKey(name))
            .map(Desired::comparable)
            .collect(Collectors.toSet());
    if (anew.isEmpty()) {
      return;
    }
    fields
        .keySet()
        .removeIf(
            other ->
                FieldNames.isLabel(other)
                    && !other.equals(change.identity().field())
                    && !change.fields().containsKey(other)
                    && anew.contains(comparable(other)));
  }

  private static String comparable(String name) {
    return Labels.comparable(FieldNames.label(name).orElse(""));
  }

  /** The same, in this group alone. */
  Desired in(String group) {
    return new Desired(fields, Set.of(group), optOut, knownBy);
  }

  /** The same with other fields and groups. */
  Desired with(Map<String, @Nullable String> otherFields, Set<String> otherGroups) {
    return new Desired(otherFields, otherGroups, optOut, knownBy);
  }

  /** What it is known by. */
  public Identity identity() {
    return knownBy == null ? Identity.EMAIL : knownBy;
  }

  /** The address, if one was said. */
  public @Nullable String address() {
    String value = fields.get(identity().field());
    return value == null ? null : identity().address(value);
  }

  @Override
  public String toString() {
    return "Desired[" + fields.size() + " fields]";
  }
}

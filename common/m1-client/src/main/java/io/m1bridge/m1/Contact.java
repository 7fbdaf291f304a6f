package io.m1bridge.m1;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One contact in canonical form, the same for every call. An absent key means "not said"; an empty
 * text means "cleared".
 *
 * @param id M1's own numeric id; present only on what M1 answered
 * @param fields canonical texts: {@link ContactField#GENDER} is {@code male} or {@code female},
 *     {@link ContactField#BIRTHDAY} an ISO date ({@code 1990-05-10}, the calendar day in China, see
 *     {@link ContactField#problem}), province and city Chinese names; all else as it is
 * @param properties custom values by M1's property id
 * @param groups names of the groups; only on what M1 answered
 * @param accountId M1's own account number as text; only on what M1 answered
 */
public record Contact(
    OptionalLong id,
    Map<ContactField, String> fields,
    Map<Long, String> properties,
    List<String> groups,
    Optional<String> accountId) {

  public Contact {
    fields =
        Collections.unmodifiableMap(
            fields.isEmpty() ? new EnumMap<>(ContactField.class) : new EnumMap<>(fields));
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    groups = List.copyOf(groups);
  }

  /** A contact to send: no id, no groups, no account. */
  public static Contact of(Map<ContactField, String> fields, Map<Long, String> properties) {
    return new Contact(OptionalLong.empty(), fields, properties, List.of(), Optional.empty());
  }

  public Optional<String> get(ContactField field) {
    return Optional.ofNullable(fields.get(field));
  }

  /** Says how many values there are and never which: contacts are personal data. */
  @Override
  public String toString() {
    return "Contact[id="
        + id
        + ", "
        + fields.size()
        + " fields, "
        + properties.size()
        + " properties]";
  }
}

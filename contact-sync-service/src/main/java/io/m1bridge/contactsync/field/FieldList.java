package io.m1bridge.contactsync.field;

import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Nearest;
import io.m1bridge.contactsync.mapping.MappedField;
import io.m1bridge.contactsync.view.MissingField;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of its own that M1's contacts of an account have. Spellings differ from call to call
 * ({@code qQ}, {@code city_zh}), so that case and such endings do not count.
 *
 * @param names as M1 has them
 */
public record FieldList(Set<String> names) {

  public FieldList {
    names = Set.copyOf(names);
  }

  /** A list; empty if it is none of fields, for every contact has an email. */
  public static Optional<FieldList> of(Collection<String> names) {
    FieldList list = new FieldList(new TreeSet<>(names));
    return list.has(FieldNames.EMAIL) ? Optional.of(list) : Optional.empty();
  }

  private boolean has(String name) {
    return names.stream().anyMatch(one -> bare(one).equals(bare(name)));
  }

  /** Those of the fields that contacts do not have. */
  public List<MissingField> missing(Collection<MappedField> fields) {
    return fields.stream()
        .filter(field -> !has(field.name()))
        .map(
            field ->
                new MissingField(
                    field.name(),
                    Nearest.of(field.name(), names).orElse(null),
                    field.file(),
                    field.line()))
        .toList();
  }

  private static String bare(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT);
    return plain.endsWith("_zh") ? plain.substring(0, plain.length() - "_zh".length()) : plain;
  }
}

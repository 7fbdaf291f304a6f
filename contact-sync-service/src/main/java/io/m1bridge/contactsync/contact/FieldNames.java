package io.m1bridge.contactsync.contact;

import io.m1bridge.m1.ContactField;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One flat name space for everything a contact can have: the contract's names, and {@code
 * custom:<label>} for custom properties.
 */
public final class FieldNames {

  /** What M1 recognizes a contact by, if {@link Identity} says nothing else. */
  public static final String EMAIL = ContactField.EMAIL.key();

  /** Stands for a contact as a whole, where names of its fields stand: no field has this name. */
  static final String WHOLE = "contact";

  private static final String CUSTOM = "custom:";
  private static final String GROUP = "group:";
  private static final Map<String, ContactField> BY_KEY = new HashMap<>();

  static {
    for (ContactField field : ContactField.values()) {
      BY_KEY.put(field.key(), field);
    }
  }

  private FieldNames() {}

  /** The names of all that are not custom properties. */
  static Set<String> all() {
    return Collections.unmodifiableSet(BY_KEY.keySet());
  }

  /** The name of a custom property. */
  public static String custom(String label) {
    return CUSTOM + label;
  }

  /** The name of the membership of a group. */
  public static String group(String name) {
    return GROUP + name;
  }

  /** Whether the name is that of a custom property. */
  static boolean isLabel(String name) {
    return name.startsWith(CUSTOM);
  }

  /** The label, if the name is that of a custom property. */
  public static Optional<String> label(String name) {
    return name.startsWith(CUSTOM)
        ? Optional.of(name.substring(CUSTOM.length()))
        : Optional.empty();
  }

  /** M1's field, if the name is not that of a custom property. */
  public static Optional<ContactField> field(String name) {
    return Optional.ofNullable(BY_KEY.get(name));
  }
}

package io.m1bridge.contactsync.contact;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which field, by {@link FieldNames}, {@link #GROUPS} for the groups. What is not named is
 * the CRM's.
 *
 * <p>Why: {@code docs/rationale.md#what-m1-owns-goes-along-with-no-call}.
 */
public record Owners(Map<String, Owner> named) {

  /** Stands for all groups of a contact. */
  public static final String GROUPS = "groups";

  /** The CRM owns everything. */
  public static final Owners ALL_CRM = new Owners(Map.of());

  private static final String SETTING = "m1bridge.contact-sync.owners.\"";

  public Owners {
    named = Map.copyOf(named);
  }

  /**
   * As set, by name; of a name of M1's own fields case does not matter, since environment variables
   * have none.
   *
   * @throws IllegalArgumentException if a name or a value is not known; names the setting, and what
   *     may be meant
   */
  public static Owners of(Map<String, String> settings) {
    Map<String, Owner> owners = new HashMap<>();
    settings.forEach((name, value) -> owners.put(name(name), owner(name, value)));
    return new Owners(owners);
  }

  private static String name(String name) {
    if (FieldNames.label(name).filter(label -> !label.isBlank()).isPresent()) {
      return name;
    }
    List<String> known = Stream.concat(FieldNames.all().stream(), Stream.of(GROUPS)).toList();
    return known.stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    SETTING
                        + name
                        + "\" names no field of a contact"
                        + Nearest.hint(name, known)
                        + ", and custom:LABEL for a custom property"));
  }

  private static Owner owner(String name, String value) {
    Optional<Owner> owner =
        Arrays.stream(Owner.values()).filter(o -> o.name().equalsIgnoreCase(value)).findFirst();
    if (owner.isEmpty()) {
      List<String> known = Arrays.stream(Owner.values()).map(Owner::toString).toList();
      throw new IllegalArgumentException(
          SETTING + name + "\" is '" + value + "'" + Nearest.hint(value, known));
    }
    if (owner.get() != Owner.CRM && name.equalsIgnoreCase(FieldNames.EMAIL)) {
      throw new IllegalArgumentException(
          SETTING
              + name
              + "\" is "
              + owner.get()
              + ": M1 knows a contact by its email, which can only be the CRM's (crm)");
    }
    return owner.get();
  }

  /** Whose a field is. */
  public Owner of(String field) {
    return named.getOrDefault(field, Owner.CRM);
  }

  /** The contact as far as it is the CRM's to say: what M1 owns is not said. */
  public ContactState wanted(ContactState contact) {
    Desired desired = contact.desired();
    if (desired == null || !named.containsValue(Owner.M1)) {
      return contact;
    }
    Map<String, @Nullable String> fields = new HashMap<>(desired.fields());
    fields.keySet().removeIf(name -> of(name) == Owner.M1);
    Set<String> groups = of(GROUPS) == Owner.M1 ? Set.of() : desired.groups();
    return contact.wanting(desired.with(fields, groups));
  }

  /** Whether what the CRM says of a field is no news: a blank of a shared one. */
  boolean isNothing(String field, @Nullable String value) {
    return (value == null || value.isEmpty()) && of(field) == Owner.SHARED;
  }

  /** Shared fields that the CRM changed: what M1 showed before is to be written over, once. */
  Set<String> changed(Desired before, Desired after) {
    Set<String> changed = new HashSet<>();
    named.forEach(
        (name, owner) -> {
          if (owner == Owner.SHARED
              && !Objects.equals(before.fields().get(name), after.fields().get(name))) {
            changed.add(name);
          }
        });
    return changed;
  }

  @Override
  public String toString() {
    return named.toString().toLowerCase(Locale.ROOT);
  }
}

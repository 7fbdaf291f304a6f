package io.m1bridge.contactsync.errand;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Desired;
import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Labels;
import io.m1bridge.contactsync.contact.Owner;
import io.m1bridge.contactsync.contact.Owners;
import io.m1bridge.contactsync.contact.Synced;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A contact as M1 shows it, field by field beside what the CRM wants and M1 acknowledged. Blanks,
 * width and, in names of groups, case are M1's to change.
 */
public final class ContactCompared {

  private static final String YES = "yes";
  private static final String NO = "no";

  private final ContactState believed;
  private final Owners owners;

  public ContactCompared(ContactState believed, Owners owners) {
    this.believed = believed;
    this.owners = owners;
  }

  /** Whether what M1 shows is this contact, and not somebody who has its id by now. */
  public boolean isThisOne(Contact shown) {
    return shown
        .get(ContactField.EMAIL)
        .filter(email -> believed.emailsInM1().contains(ContactState.normalized(email)))
        .isPresent();
  }

  /**
   * All fields that M1 shows or the CRM said something of, by name; then the groups.
   *
   * @param properties of the account, as M1 lists them
   */
  public List<FieldAtM1> fields(Contact shown, List<Property> properties) {
    Map<String, String> values = shownValues(shown, properties);
    Desired desired = believed.desired();
    Set<String> names = new TreeSet<>();
    values.forEach(
        (name, value) -> {
          if (!value.isBlank()) {
            names.add(name);
          }
        });
    if (desired != null) {
      names.addAll(desired.fields().keySet());
    }
    List<FieldAtM1> fields = new ArrayList<>();
    names.forEach(name -> fields.add(field(name, values.get(name))));
    groups(shown).forEach(fields::add);
    return fields;
  }

  /** By {@link FieldNames}; under a label of the CRM where it has one that M1 may have changed. */
  private Map<String, String> shownValues(Contact shown, List<Property> properties) {
    Map<String, String> values = new TreeMap<>();
    shown.fields().forEach((field, value) -> values.put(field.key(), value));
    boolean showsCustom = !shown.properties().isEmpty();
    for (Property property : properties) {
      if (showsCustom) {
        // A list that shows custom values at all leaves out those that are empty.
        values.put(nameOf(property.label()), shown.properties().getOrDefault(property.id(), ""));
      }
    }
    return values;
  }

  private String nameOf(String label) {
    Desired desired = believed.desired();
    Stream<String> wanted = desired == null ? Stream.of() : desired.fields().keySet().stream();
    String comparable = Labels.comparable(label);
    return wanted
        .filter(
            name ->
                FieldNames.label(name)
                    .map(Labels::comparable)
                    .filter(comparable::equals)
                    .isPresent())
        .findFirst()
        .orElse(FieldNames.custom(label));
  }

  private FieldAtM1 field(String name, @Nullable String shown) {
    Desired desired = believed.desired();
    if (desired == null || !desired.fields().containsKey(name)) {
      return new FieldAtM1(name, shown, null, false, Difference.M1_ONLY);
    }
    String value = desired.fields().get(name);
    String wanted = value == null ? "" : value;
    Synced synced = believed.synced();
    boolean acknowledged =
        synced != null
            // An email that its account's contacts are known by stands apart.
            && (synced.holds(name, wanted)
                || (name.equals(FieldNames.EMAIL) && isSameEmail(synced.email(), wanted)));
    return new FieldAtM1(
        name, shown, wanted, acknowledged, difference(name, shown, wanted, acknowledged));
  }

  private Difference difference(
      String name, @Nullable String shown, String wanted, boolean acknowledged) {
    if (shown == null) {
      return Difference.NOT_SHOWN;
    }
    boolean same =
        name.equals(FieldNames.EMAIL)
            ? isSameEmail(shown, wanted)
            : Labels.text(shown).equals(Labels.text(wanted));
    if (same) {
      return Difference.SAME;
    }
    if (owners.of(name) == Owner.M1) {
      return Difference.M1_DECIDES;
    }
    if (!acknowledged) {
      return Difference.WAITING;
    }
    if (owners.of(name) == Owner.SHARED) {
      return Difference.M1_DECIDES;
    }
    // What the CRM cleared is for people to fill in M1.
    return wanted.isEmpty() ? Difference.M1_ONLY : Difference.CHANGED_IN_M1;
  }

  private static boolean isSameEmail(String one, String other) {
    return ContactState.normalized(one).equals(ContactState.normalized(other));
  }

  private List<FieldAtM1> groups(Contact shown) {
    Desired desired = believed.desired();
    Set<String> wanted = desired == null ? Set.of() : desired.groups();
    Synced synced = believed.synced();
    List<FieldAtM1> groups = new ArrayList<>();
    for (String group : wanted) {
      boolean joined = synced != null && synced.groups().contains(group);
      boolean isShown = shown.groups().stream().anyMatch(name -> isGroup(name, group));
      groups.add(
          new FieldAtM1(
              FieldNames.group(group),
              isShown ? YES : shown.groups().isEmpty() ? null : NO,
              YES,
              joined,
              membership(isShown, shown.groups().isEmpty(), joined)));
    }
    for (String name : new TreeSet<>(shown.groups())) {
      if (wanted.stream().noneMatch(group -> isGroup(name, group))) {
        groups.add(new FieldAtM1(FieldNames.group(name), YES, null, false, Difference.M1_ONLY));
      }
    }
    return groups;
  }

  private Difference membership(boolean isShown, boolean showsNone, boolean joined) {
    if (isShown) {
      return Difference.SAME;
    }
    if (owners.of(Owners.GROUPS) == Owner.M1) {
      return Difference.M1_DECIDES;
    }
    if (!joined) {
      return Difference.WAITING;
    }
    return showsNone ? Difference.NOT_SHOWN : Difference.CHANGED_IN_M1;
  }

  /** M1 may cut names. */
  private static boolean isGroup(String shown, String wanted) {
    String name = Labels.comparable(shown);
    return !name.isEmpty() && Labels.comparable(wanted).startsWith(name);
  }
}

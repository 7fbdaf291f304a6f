package io.m1bridge.local.verify;

import io.m1bridge.guarantee.M1EqualsCrm;
import io.m1bridge.local.crm.ExpectedContact;
import io.m1bridge.local.simulator.M1Contact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares M1's contacts with the truth: all fields, custom values, and groups; and sees to it that
 * M1 has one custom property for labels that are one.
 */
final class ContactCheck {
  private final NameReading names;
  private final Map<String, String> labels = new HashMap<>();

  private ContactCheck(NameReading names) {
    this.names = names;
  }

  static M1EqualsCrm<ExpectedContact, M1Contact> of(
      Map<String, ExpectedContact> expectedByEmail, NameReading names) {
    return new M1EqualsCrm<>(
        expectedByEmail,
        contact -> contact.fields().getOrDefault("email", "").toLowerCase(Locale.ROOT),
        new ContactCheck(names)::differences);
  }

  private List<String> differences(ExpectedContact expected, M1Contact actual) {
    List<String> differences =
        new ArrayList<>(M1EqualsCrm.fields("", expected.fields(), actual.fields()));
    differences.addAll(
        M1EqualsCrm.fields(
            "custom.", names.readKeys(expected.custom()), names.readKeys(actual.custom())));
    for (String label : actual.custom().keySet()) {
      String first = labels.putIfAbsent(names.read(label), label);
      if (first != null && !first.equals(label)) {
        differences.add("custom." + label + " is a second property beside " + first);
      }
    }
    Set<String> groups = names.readAll(actual.groups());
    Set<String> required = names.readAll(expected.groupsRequired());
    Set<String> allowed = names.readAll(expected.groupsAllowed());
    if (!groups.containsAll(required) || !allowed.containsAll(groups)) {
      differences.add(
          "groups: M1 has "
              + new TreeSet<>(groups)
              + ", needed are "
              + new TreeSet<>(required)
              + ", allowed "
              + new TreeSet<>(allowed));
    }
    return differences;
  }
}

package io.m1bridge.local.verify;

import io.m1bridge.guarantee.M1EqualsCrm;
import io.m1bridge.local.crm.ExpectedContact;
import io.m1bridge.local.simulator.M1Contact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Compares M1's contacts with the truth: all fields, custom values, and groups. */
final class ContactCheck {
  private ContactCheck() {}

  static M1EqualsCrm<ExpectedContact, M1Contact> of(Map<String, ExpectedContact> expectedByEmail) {
    return new M1EqualsCrm<>(
        expectedByEmail,
        contact -> contact.fields().getOrDefault("email", "").toLowerCase(Locale.ROOT),
        ContactCheck::differences);
  }

  private static List<String> differences(ExpectedContact expected, M1Contact actual) {
    List<String> differences =
        new ArrayList<>(M1EqualsCrm.fields("", expected.fields(), actual.fields()));
    differences.addAll(M1EqualsCrm.fields("custom.", expected.custom(), actual.custom()));
    if (!actual.groups().containsAll(expected.groupsRequired())
        || !expected.groupsAllowed().containsAll(actual.groups())) {
      differences.add(
          "groups: M1 has "
              + new TreeSet<>(actual.groups())
              + ", needed are "
              + new TreeSet<>(expected.groupsRequired())
              + ", allowed "
              + new TreeSet<>(expected.groupsAllowed()));
    }
    return differences;
  }
}

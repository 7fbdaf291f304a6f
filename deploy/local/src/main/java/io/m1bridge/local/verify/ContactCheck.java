package io.m1bridge.local.verify;

import io.m1bridge.local.crm.ExpectedContact;
import io.m1bridge.local.simulator.M1Contact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares M1's contacts with the truth, field by field, as they come. */
public final class ContactCheck {

  private final Map<String, ExpectedContact> expectedByEmail;
  private final List<Mismatch> mismatches = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  public ContactCheck(Map<String, ExpectedContact> expectedByEmail) {
    this.expectedByEmail = expectedByEmail;
  }

  /**
   * One contact that is not as it should be.
   *
   * @param email whose
   * @param differences names of the fields that differ, or one sentence if all of it does
   */
  public record Mismatch(String email, List<String> differences) {}

  /** M1 has this contact. */
  public void take(M1Contact contact) {
    String email = contact.fields().getOrDefault("email", "").toLowerCase(Locale.ROOT);
    ExpectedContact expected = expectedByEmail.get(email);
    if (expected == null) {
      mismatches.add(new Mismatch(email, List.of("M1 has it, the CRM does not")));
    } else if (!seen.add(email)) {
      mismatches.add(new Mismatch(email, List.of("M1 has it more than once")));
    } else {
      List<String> differences = differences(expected, contact);
      if (!differences.isEmpty()) {
        mismatches.add(new Mismatch(email, differences));
      }
    }
  }

  /**
   * After the last one: one mismatch per contact that is wrong, missing, there twice, or there at
   * all.
   */
  public List<Mismatch> mismatches() {
    List<Mismatch> all = new ArrayList<>(mismatches);
    for (String email : expectedByEmail.keySet()) {
      if (!seen.contains(email)) {
        all.add(new Mismatch(email, List.of("M1 does not have it")));
      }
    }
    return all;
  }

  private static List<String> differences(ExpectedContact expected, M1Contact actual) {
    List<String> differences = new ArrayList<>();
    compare("", expected.fields(), actual.fields(), differences);
    compare("custom.", expected.custom(), actual.custom(), differences);
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

  private static void compare(
      String prefix,
      Map<String, String> expected,
      Map<String, String> actual,
      List<String> differences) {
    Set<String> names = new TreeSet<>(expected.keySet());
    names.addAll(actual.keySet());
    for (String name : names) {
      String should = expected.get(name);
      String is = actual.get(name);
      if (should == null) {
        differences.add(prefix + name + " should be empty");
      } else if (is == null) {
        differences.add(prefix + name + " is empty");
      } else if (!should.equals(is)) {
        differences.add(prefix + name + " differs");
      }
    }
  }
}

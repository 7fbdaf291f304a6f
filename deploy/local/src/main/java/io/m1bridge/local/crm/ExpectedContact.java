package io.m1bridge.local.crm;

import java.util.Map;
import java.util.Set;

/**
 * What M1 has to show for one contact.
 *
 * @param email as the CRM wrote it
 * @param fields every field that has a value, email included, by contract name; all others are
 *     empty
 * @param custom every custom value by label
 * @param groupsRequired groups that the CRM last asked for: the contact is in all of them
 * @param groupsAllowed groups that the CRM ever asked for since the contact was made: no call of M1
 *     takes a contact out of a group, and whether a folded change was synced before the next came
 *     is a matter of timing, so the contact may be in these and is in no other
 */
public record ExpectedContact(
    String email,
    Map<String, String> fields,
    Map<String, String> custom,
    Set<String> groupsRequired,
    Set<String> groupsAllowed) {

  public ExpectedContact {
    fields = Map.copyOf(fields);
    custom = Map.copyOf(custom);
    groupsRequired = Set.copyOf(groupsRequired);
    groupsAllowed = Set.copyOf(groupsAllowed);
  }

  /** Contacts are personal data. */
  @Override
  public String toString() {
    return "ExpectedContact[" + fields.size() + " fields]";
  }
}

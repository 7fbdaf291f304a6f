package io.m1bridge.contactsync.reconcile;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Desired;
import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Fingerprint;
import io.m1bridge.contactsync.contact.Labels;
import io.m1bridge.contactsync.contact.Owner;
import io.m1bridge.contactsync.contact.Owners;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Synced;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.m1.Contact;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A contact as M1 lists it beside what M1 acknowledged. What a list does not show says nothing:
 * only a value that is shown can differ. Blanks, width and, in names of groups, case are M1's to
 * change.
 */
final class Comparison {

  private final Properties properties;
  private final Owners owners;

  /**
   * @param properties of the account, as far as they are known
   * @param owners only what the CRM owns can differ from what it wants
   */
  Comparison(Properties properties, Owners owners) {
    this.properties = properties;
    this.owners = owners;
  }

  /** Whether a contact can be compared: M1 acknowledged all that is wanted, and nothing is open. */
  static boolean isAtRest(ContactState contact) {
    return contact.synced() != null
        && contact.desired() != null
        && contact.waiting() == null
        && contact.stale().isEmpty()
        && contact.progress() instanceof Progress.Idle;
  }

  /**
   * What the row shows otherwise.
   *
   * @return {@link Fingerprint}s of what it shows, by {@link FieldNames}
   */
  Map<String, String> differences(Synced synced, Desired desired, Contact row) {
    Map<String, String> others = new HashMap<>();
    desired
        .fields()
        .forEach(
            (name, value) -> {
              // What the CRM cleared is for people to fill in M1.
              if (value != null
                  && !name.equals(desired.identity().field())
                  && isTheCrms(name)
                  && synced.holds(name, value)) {
                shown(name, row)
                    .filter(text -> !Labels.text(text).equals(Labels.text(value)))
                    .ifPresent(text -> others.put(name, Fingerprint.of(text)));
              }
            });
    if (!row.groups().isEmpty() && isTheCrms(Owners.GROUPS)) {
      for (String group : desired.groups()) {
        if (synced.groups().contains(group)
            && row.groups().stream().noneMatch(shown -> isGroup(shown, group))) {
          others.put(FieldNames.group(group), Fingerprint.CLEARED);
        }
      }
    }
    return others;
  }

  private Optional<String> shown(String name, Contact row) {
    Optional<String> text =
        FieldNames.label(name)
            .map(label -> property(label, row))
            .orElseGet(() -> FieldNames.field(name).flatMap(row::get));
    // An email that is cleared stands for a missing contact in states of before (Seen).
    return name.equals(FieldNames.EMAIL) ? text.filter(email -> !email.isBlank()) : text;
  }

  /** A list that shows custom values at all leaves out those that are empty. */
  private Optional<String> property(String label, Contact row) {
    return row.properties().isEmpty()
        ? Optional.empty()
        : properties.textId(label).map(id -> row.properties().getOrDefault(id, ""));
  }

  private boolean isTheCrms(String field) {
    return owners.of(field) == Owner.CRM;
  }

  /** M1 may cut names. */
  private static boolean isGroup(String shown, String joined) {
    String name = Labels.comparable(shown);
    return !name.isEmpty() && Labels.comparable(joined).startsWith(name);
  }
}

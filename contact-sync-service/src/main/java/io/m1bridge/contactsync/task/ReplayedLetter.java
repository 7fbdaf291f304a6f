package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.m1.AccountId;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A dead letter on its way to the owner of its contact's account, as the arguments of a command:
 * with the coordinates that its change had when it came first.
 *
 * @param change as it came
 */
public record ReplayedLetter(ContactKey contact, RoutedRecord change) {

  private static final String CONTACT = "contact";
  private static final String RECORD = "record";

  /** For the command. */
  public Map<String, String> arguments() {
    return Map.of(
        CONTACT, contact.key(), RECORD, Base64.getEncoder().encodeToString(change.bytes()));
  }

  /** Reads them back; empty if they are none. */
  static Optional<ReplayedLetter> read(AccountId account, Map<String, String> arguments) {
    String contact = arguments.getOrDefault(CONTACT, "");
    String record = arguments.getOrDefault(RECORD, "");
    if (contact.isBlank() || record.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ReplayedLetter(
              new ContactKey(account, contact),
              RoutedRecord.read(Base64.getDecoder().decode(record))));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "ReplayedLetter[" + contact.account() + "]";
  }
}

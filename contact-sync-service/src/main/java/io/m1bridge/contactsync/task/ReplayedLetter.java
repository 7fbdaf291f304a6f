package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.m1.AccountId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter on its way to the owner of its contact's account, as the arguments of a command:
 * with the coordinates that its change had when it came first.
 *
 * @param change as it came
 * @param putAside when it became a dead letter; null in commands of earlier versions
 */
public record ReplayedLetter(ContactKey contact, RoutedRecord change, @Nullable Instant putAside) {

  private static final String CONTACT = "contact";
  private static final String RECORD = "record";
  private static final String PUT_ASIDE = "putAside";

  /** For the command. */
  public Map<String, String> arguments() {
    Map<String, String> arguments = new HashMap<>();
    arguments.put(CONTACT, contact.key());
    arguments.put(RECORD, Base64.getEncoder().encodeToString(change.bytes()));
    if (putAside != null) {
      arguments.put(PUT_ASIDE, putAside.toString());
    }
    return arguments;
  }

  /** Reads them back; empty if they are none. */
  static Optional<ReplayedLetter> read(AccountId account, Map<String, String> arguments) {
    String contact = arguments.getOrDefault(CONTACT, "");
    String record = arguments.getOrDefault(RECORD, "");
    String putAside = arguments.get(PUT_ASIDE);
    if (contact.isBlank() || record.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ReplayedLetter(
              new ContactKey(account, contact),
              RoutedRecord.read(Base64.getDecoder().decode(record)),
              putAside == null ? null : Instant.parse(putAside)));
    } catch (IllegalArgumentException | IllegalStateException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * When the CRM wrote the change, as far as anybody can tell: not after it was put aside, whatever
   * its stamp says.
   */
  Instant writtenAt() {
    Instant stamped = change.writtenAt();
    return putAside == null || stamped.isBefore(putAside) ? stamped : putAside;
  }

  @Override
  public String toString() {
    return "ReplayedLetter[" + contact.account() + "]";
  }
}

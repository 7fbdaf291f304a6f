package io.m1bridge.contactsync.change;

import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contracts.ContactChangeType;
import java.time.Clock;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads a change in its native form, a CloudEvent. Total: whatever the bytes are, the answer is a
 * valid change or a problem, never an exception. The clock matters for plausible dates alone.
 *
 * <p>Why: {@code docs/rationale.md#changes-are-read-by-a-strict-reader-of-our-own}.
 */
public final class ChangeParser implements ChangeReader {

  private final IntakeSettings settings;
  private final ContactRules rules;

  public ChangeParser(IntakeSettings settings, Clock clock) {
    this(settings, new ContactRules(settings, clock));
  }

  /**
   * @param rules for what every change has to be
   */
  public ChangeParser(IntakeSettings settings, ContactRules rules) {
    this.settings = settings;
    this.rules = rules;
  }

  @Override
  public Parsed<ContactChange> parse(
      byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    try {
      return new Parsed.Valid<>(read(key, envelope(key, value, headers)));
    } catch (BadChange e) {
      return new Parsed.Invalid<>(e.problem());
    }
  }

  /** Reading the data here too would cost intake a sixth of its speed. */
  @Override
  public Parsed<ContactKey> contact(
      byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    try {
      return new Parsed.Valid<>(contact(key, envelope(key, value, headers)));
    } catch (BadChange e) {
      return new Parsed.Invalid<>(e.problem());
    }
  }

  private Envelope envelope(byte @Nullable [] key, byte @Nullable [] value, Headers headers)
      throws BadChange {
    rules.checkSize(key, value, headers);
    return EnvelopeReader.read(value, headers);
  }

  private ContactChange read(byte @Nullable [] key, Envelope event) throws BadChange {
    ContactChangeType type =
        ContactChangeType.of(event.type())
            .orElseThrow(
                () ->
                    Problem.of(
                            Reason.TYPE_UNKNOWN,
                            "The attribute type (header ce_type) is not one of"
                                + " crm.contact.{upserted,patched,deleted}.v1: send one of them")
                        .thrown());
    ContactKey contact = contact(key, event);
    if (type == ContactChangeType.DELETED) {
      return ContactChange.deletion(contact, event.id());
    }
    return rules.change(contact, event.id(), type, DataReader.object(event.data().read()));
  }

  private ContactKey contact(byte @Nullable [] key, Envelope event) throws BadChange {
    return new ContactKey(
        rules.account(event.account(), "The extension m1account (header ce_m1account)"),
        contactKey(key, event.subject()));
  }

  /** The key as it came, to the last blank: what differs by anything is another contact. */
  private String contactKey(byte @Nullable [] key, @Nullable String subject) throws BadChange {
    if (subject != null) {
      return ContactRules.checkedKey(subject, "The subject (header ce_subject)");
    }
    if (key == null || key.length == 0) {
      throw Problem.of(
              Reason.KEY_MISSING,
              "There is neither a subject (header ce_subject) nor a record key: send the contact's key")
          .thrown();
    }
    String read = settings.keyFormat().read(key);
    if (read == null) {
      throw Problem.of(
              Reason.KEY_INVALID,
              "The record key is not "
                  + settings.keyFormat().words()
                  + ": send a subject (header ce_subject), or set m1bridge.contact-sync.key-format to"
                  + " text, long, uuid, hex or json")
          .thrown();
    }
    return ContactRules.checkedKey(read, "The record key");
  }
}

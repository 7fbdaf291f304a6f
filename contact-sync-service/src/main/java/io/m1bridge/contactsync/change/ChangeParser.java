package io.m1bridge.contactsync.change;

import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Reads a change in its native form, a CloudEvent. Total: whatever the bytes are, the answer is a
 * valid change or a problem, never an exception. The clock matters for plausible dates alone.
 */
public final class ChangeParser {

  private static final int MAX_KEY = 512;

  private final IntakeSettings settings;
  private final DataReader data;

  public ChangeParser(IntakeSettings settings, Clock clock) {
    this.settings = settings;
    data = new DataReader(new FieldRules(new DateRules(settings.dates(), clock)));
  }

  /** Reads one record. */
  public Parsed<ContactChange> parse(
      byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    try {
      return new Parsed.Valid<>(read(key, envelope(key, value, headers)));
    } catch (BadChange e) {
      return new Parsed.Invalid<>(e.problem());
    }
  }

  /**
   * Finds the contact that a record changes: enough to bring it to the contact's owner, who reads
   * the data. Reading it here too would cost intake a sixth of its speed.
   */
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
    checkSize(key, value, headers);
    return EnvelopeReader.read(value, headers);
  }

  private void checkSize(byte @Nullable [] key, byte @Nullable [] value, Headers headers)
      throws BadChange {
    long bytes = (key == null ? 0 : key.length) + (long) (value == null ? 0 : value.length);
    for (Header header : headers) {
      bytes += Utils.utf8Length(header.key());
      bytes += header.value() == null ? 0 : header.value().length;
    }
    if (bytes > settings.maxChangeBytes()) {
      throw Problem.of(
              Reason.CHANGE_TOO_LARGE,
              "Key, value and headers have "
                  + bytes
                  + " bytes, "
                  + settings.maxChangeBytes()
                  + " are allowed: leave out what a contact does not need, or raise"
                  + " m1bridge.contact-sync.max-change-bytes")
          .thrown();
    }
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
      return new ContactChange(contact, event.id(), type, Map.of(), null);
    }
    Members object = DataReader.object(event.data().read());
    Map<String, @Nullable String> fields = data.fields(object);
    if (type == ContactChangeType.UPSERTED && fields.get(FieldNames.EMAIL) == null) {
      throw Problem.of(
              Reason.EMAIL_MISSING,
              "Field 'email' is missing or null: send it with every upsert, M1 knows contacts by it")
          .thrown();
    }
    // The email is what M1 knows the contact by: there is no clearing it.
    fields.remove(FieldNames.EMAIL, null);
    return new ContactChange(
        contact, event.id(), type, fields, GroupRules.read(object.values().get("groups")));
  }

  private ContactKey contact(byte @Nullable [] key, Envelope event) throws BadChange {
    return new ContactKey(account(event.account()), contactKey(key, event.subject()));
  }

  private AccountId account(@Nullable String named) throws BadChange {
    if (named == null) {
      if (settings.defaultAccount() == null) {
        throw Problem.of(
                Reason.ACCOUNT_MISSING,
                "The extension m1account (header ce_m1account) is missing: send it, or set"
                    + " m1bridge.contact-sync.default-account")
            .thrown();
      }
      return settings.defaultAccount();
    }
    if (!AccountId.isValid(named)) {
      throw Problem.of(
              Reason.ACCOUNT_INVALID,
              "The extension m1account (header ce_m1account) is not an account id: send the id that"
                  + " token-service shows")
          .thrown();
    }
    return new AccountId(named);
  }

  /** The key as it came, to the last blank: what differs by anything is another contact. */
  private String contactKey(byte @Nullable [] key, @Nullable String subject) throws BadChange {
    if (subject != null) {
      return checked(subject, "The subject (header ce_subject)");
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
                  + " text, long, uuid or hex")
          .thrown();
    }
    return checked(read, "The record key");
  }

  private static String checked(String key, String what) throws BadChange {
    if (key.isBlank()) {
      throw Problem.of(Reason.KEY_MISSING, what + " is blank: send the contact's key").thrown();
    }
    if (key.length() > MAX_KEY || Texts.hasControl(key) || Texts.hasHalfCharacter(key)) {
      throw Problem.of(
              Reason.KEY_INVALID,
              what
                  + " is longer than "
                  + MAX_KEY
                  + " characters, or holds a control or half a character: send another one, or set"
                  + " m1bridge.contact-sync.key-format if it is binary")
          .thrown();
    }
    return key;
  }
}

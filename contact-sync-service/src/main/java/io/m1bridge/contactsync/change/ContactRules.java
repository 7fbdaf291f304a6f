package io.m1bridge.contactsync.change;

import io.m1bridge.contactsync.change.JsonValue.Members;
import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.Identities;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** What holds for every change, whatever source it comes from. */
public final class ContactRules {

  private static final int MAX_KEY = 512;

  /** What a header takes in our own records beside its name and value. */
  private static final int HEADER_FRAMING = 8;

  private final IntakeSettings settings;
  private final DataReader data;
  private final IdentityRules identities;

  /** The rules where all contacts are known by their email. */
  public ContactRules(IntakeSettings settings, Clock clock) {
    this(settings, Identities.ALL_EMAIL, clock);
  }

  /**
   * @param identities what contacts are known by
   * @param clock matters for plausible dates alone
   */
  public ContactRules(IntakeSettings settings, Identities identities, Clock clock) {
    this.settings = settings;
    this.identities = new IdentityRules(identities);
    data = new DataReader(new FieldRules(new DateRules(settings.dates(), clock)));
  }

  /**
   * The change of a contact whose fields stand in an object.
   *
   * @param object fields under the names of the contract, {@code custom}, {@code groups} and {@code
   *     optOut}
   */
  public ContactChange change(
      ContactKey contact, String eventId, ContactChangeType type, Members object) throws BadChange {
    Map<String, @Nullable String> fields = data.fields(object);
    Identity identity = identities.check(contact.account(), type, fields);
    @Nullable Set<String> groups = GroupRules.read(object.values().get("groups"));
    IdentityRules.checkGroups(identity, groups);
    return new ContactChange(
        contact,
        eventId,
        type,
        fields,
        groups,
        OptOut.read(object.values().get(OptOut.NAME)),
        identity);
  }

  /** What contacts of an account are known by. */
  public Identity identity(AccountId account) {
    return identities.of(account);
  }

  /**
   * Checks values by themselves.
   *
   * @param object fields under the names of the contract, and {@code custom}
   * @throws BadChange if one of them cannot be taken
   */
  public void check(Members object) throws BadChange {
    data.fields(object);
  }

  /** Checks key, value and headers together: also many headers with hardly anything in them. */
  public void checkSize(byte @Nullable [] key, byte @Nullable [] value, Headers headers)
      throws BadChange {
    long bytes = (key == null ? 0 : key.length) + (long) (value == null ? 0 : value.length);
    for (Header header : headers) {
      bytes += HEADER_FRAMING + Utils.utf8Length(header.key());
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

  /**
   * The account that a change names, or the default one.
   *
   * @param what names the place in the reason
   */
  public AccountId account(@Nullable String named, String what) throws BadChange {
    if (named == null) {
      if (settings.defaultAccount() == null) {
        throw Problem.of(
                Reason.ACCOUNT_MISSING,
                what + " is missing: send it, or set m1bridge.contact-sync.default-account")
            .thrown();
      }
      return settings.defaultAccount();
    }
    if (!AccountId.isValid(named)) {
      throw Problem.of(
              Reason.ACCOUNT_INVALID,
              what + " is not an account id: send the id that token-service shows")
          .thrown();
    }
    return new AccountId(named);
  }

  /** A contact's key as it came; {@code what} names it in the reason. */
  public static String checkedKey(String key, String what) throws BadChange {
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

package io.m1bridge.contactsync.contact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.m1bridge.address.EmailAddress;
import io.m1bridge.m1.ContactField;

/**
 * The field that a contact is known by: its value is the contact's address, under which it stands
 * in M1, and of which each contact of an account has its own. M1's {@code add} is only known to
 * recognize an email; by any other field M1 finds a contact in an {@code edit} and in its lists.
 *
 * <p>An address is stored as one text: an email as it is, any other with its field before it, so
 * that whatever holds an address also says of which kind it is.
 *
 * <p>Why: {@code docs/rationale.md#an-address-says-which-field-it-is-of}.
 *
 * @param field by {@link FieldNames}
 */
public record Identity(@JsonValue String field) {

  /** M1's own. */
  public static final Identity EMAIL = new Identity(FieldNames.EMAIL);

  /** The mobile phone, read by {@link MobileNumber}. */
  public static final Identity MOBILE = new Identity(ContactField.MOBILE_PHONE.key());

  /** Stands in no email, label or value: controls are taken out of them. */
  private static final char SEPARATOR = '\u001f';

  @JsonCreator
  public static Identity of(String field) {
    return field.equals(FieldNames.EMAIL) ? EMAIL : new Identity(field);
  }

  /** A custom property. */
  public static Identity custom(String label) {
    return new Identity(FieldNames.custom(label));
  }

  /** Of which field an address is. */
  public static Identity ofAddress(String address) {
    int at = address.indexOf(SEPARATOR);
    return at < 0 ? EMAIL : new Identity(address.substring(0, at));
  }

  /** Whether it is M1's own. */
  public boolean isEmail() {
    return field.equals(FieldNames.EMAIL);
  }

  /** The address that a value of the field is. */
  public String address(String value) {
    return isEmail() ? value : field + SEPARATOR + value;
  }

  /** The value of the field that an address is, as M1 holds it. */
  public static String value(String address) {
    return address.substring(address.indexOf(SEPARATOR) + 1);
  }

  /** How addresses are compared; doing it twice changes nothing. */
  public static String normalized(String address) {
    int at = address.indexOf(SEPARATOR);
    if (at < 0) {
      return EmailAddress.keyOf(address);
    }
    Identity identity = new Identity(address.substring(0, at));
    String value = address.substring(at + 1);
    // M1 may compare texts without case: what it could take for one is one here.
    String key =
        identity.equals(MOBILE)
            ? MobileNumber.key(value).orElseGet(() -> EmailAddress.keyOf(value))
            : EmailAddress.keyOf(value);
    return identity.address(key);
  }
}

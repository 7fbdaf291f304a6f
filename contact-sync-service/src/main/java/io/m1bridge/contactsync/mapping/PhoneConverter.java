package io.m1bridge.contactsync.mapping;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.JsonValue;
import io.m1bridge.contactsync.change.JsonValue.Null;
import io.m1bridge.contactsync.change.JsonValue.Text;
import io.m1bridge.contactsync.change.Problem;

/**
 * A phone number in one form.
 *
 * @param region of numbers without a country code, such as {@code CN}
 * @param invalid what becomes of what is no number there
 */
record PhoneConverter(String region, PhoneNumberFormat format, Invalid invalid)
    implements Converter {

  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

  /** What becomes of a text that is no phone number. */
  enum Invalid {
    /** It stays as it is: people write {@code ask for Li} there. */
    KEEP,
    /** It counts as none. */
    NULL,
    /** The change is a dead letter. */
    REJECT
  }

  static boolean isRegion(String region) {
    return PHONES.getSupportedRegions().contains(region);
  }

  @Override
  public JsonValue convert(String name, JsonValue value) throws BadChange {
    if (value.isBlank()) {
      return new Null();
    }
    String written = Converters.scalar(name, value).strip();
    try {
      PhoneNumber number = PHONES.parse(written, region);
      if (PHONES.isValidNumber(number)) {
        return new Text(PHONES.format(number, format));
      }
    } catch (NumberParseException e) {
      return notANumber(name, value);
    }
    return notANumber(name, value);
  }

  private JsonValue notANumber(String name, JsonValue value) throws BadChange {
    return switch (invalid) {
      case KEEP -> value;
      case NULL -> new Null();
      case REJECT ->
          throw Problem.field(
                  name,
                  "is no valid phone number of region "
                      + region
                      + ": correct it, or set 'invalid' of 'phone' in the mapping")
              .thrown();
    };
  }
}

package io.m1bridge.contactsync.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.m1bridge.address.EmailAddress;
import java.util.Optional;

/**
 * One reading of a mobile number that a contact is known by. A number without a country code is one
 * of China, where M1 is.
 */
public final class MobileNumber {

  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
  private static final String REGION = "CN";
  private static final String CHINA = "+86";
  private static final int LENGTH = 11;

  private MobileNumber() {}

  /**
   * The same for every spelling of one number: {@code +8613800000000}.
   *
   * @return empty if the text is no number, or holds an extension
   */
  public static Optional<String> key(String text) {
    if (isPlain(text, 0)) {
      return Optional.of(CHINA + text);
    }
    if (text.startsWith(CHINA) && isPlain(text, CHINA.length())) {
      return Optional.of(text);
    }
    // What is read otherwise the second time is no number: prefixes of a country were taken off it.
    return read(EmailAddress.keyOf(text)).filter(key -> read(key).equals(Optional.of(key)));
  }

  private static Optional<String> read(String text) {
    try {
      PhoneNumber number = PHONES.parse(text, REGION);
      return PHONES.isPossibleNumber(number) && !number.hasExtension()
          ? Optional.of(PHONES.format(number, PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /** Whether a mobile number of China begins there, and nothing else: stores ask often. */
  private static boolean isPlain(String text, int from) {
    if (text.length() - from != LENGTH || text.charAt(from) != '1') {
      return false;
    }
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.charAt(from + 1) >= '3';
  }
}

package io.m1bridge.contactsync.change;

import io.m1bridge.address.EmailAddress;
import io.m1bridge.contactsync.change.JsonValue.Bool;
import io.m1bridge.contactsync.change.JsonValue.Null;
import io.m1bridge.contactsync.change.JsonValue.Number;
import io.m1bridge.contactsync.change.JsonValue.Text;
import io.m1bridge.contactsync.contact.FieldNames;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What M1 would refuse is refused here: it costs no call, and no other contact of the batch. */
final class FieldRules {

  /** Longer than any honest value; a form of 1,000 rows has to stay postable. */
  static final int MAX_LENGTH = 4_000;

  /** Digits that programs like to send as numbers. */
  private static final Set<String> DIGITS =
      Set.of("workPhone", "mobilePhone", "fax", "postCode", "qq");

  private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d+([.,]\\d+)?[eE][+-]?\\d+");

  private final DateRules dates;

  FieldRules(DateRules dates) {
    this.dates = dates;
  }

  /** The canonical text of a field of the contract; null clears, and so does a blank text. */
  @Nullable String canonical(String name, JsonValue value) throws BadChange {
    if (value instanceof Null) {
      return null;
    }
    if (value instanceof Number number) {
      return ofNumber(name, number);
    }
    if (!(value instanceof Text given)) {
      throw Problem.field(name, "is not a text: send a JSON string or null").thrown();
    }
    if (name.equals(FieldNames.EMAIL)) {
      return email(name, given.value());
    }
    String text = text(name, given.value());
    return text == null ? null : checked(name, text);
  }

  /** The exact text of a custom property's value. */
  static @Nullable String custom(String name, JsonValue value) throws BadChange {
    if (value instanceof Text text) {
      return text(name, text.value());
    }
    if (value instanceof Number number) {
      return text(name, number.written());
    }
    if (value instanceof Bool bool) {
      return Boolean.toString(bool.value());
    }
    if (value instanceof Null) {
      return null;
    }
    throw Problem.field(name, "is a list or an object: send a text, a number or true/false")
        .thrown();
  }

  private static @Nullable String text(String name, String given) throws BadChange {
    String text = Texts.clean(name, given);
    if (text.length() > MAX_LENGTH) {
      throw Problem.field(name, "is longer than " + MAX_LENGTH + " characters: shorten it")
          .thrown();
    }
    return text.isEmpty() ? null : text;
  }

  private static String email(String name, String given) throws BadChange {
    EmailAddress.Reading reading = EmailAddress.read(given);
    if (reading instanceof EmailAddress.Reading.Valid valid) {
      return valid.address().sent();
    }
    throw Problem.field(name, ((EmailAddress.Reading.Invalid) reading).what()).thrown();
  }

  private static @Nullable String ofNumber(String name, Number number) throws BadChange {
    if (DIGITS.contains(name) && number.isInteger()) {
      return text(name, number.written());
    }
    if (name.equals("birthday") && number.written().equals("0")) {
      return null;
    }
    throw Problem.field(
            name,
            DIGITS.contains(name)
                ? "is a number with a fraction or an exponent, which loses digits: send a text"
                : "is a number: send a JSON string or null")
        .thrown();
  }

  private @Nullable String checked(String name, String text) throws BadChange {
    String canonical = name.equals("birthday") ? dates.canonical(name, text) : text;
    // What passes is encoded without fail in every call.
    Optional<String> problem =
        canonical == null
            ? Optional.empty()
            : FieldNames.field(name).flatMap(field -> field.problem(canonical));
    if (problem.isPresent()) {
      throw Problem.field(name, problem.get() + ": send another value or null").thrown();
    }
    if ((text.indexOf('E') > 0 || text.indexOf('e') > 0)
        && DIGITS.contains(name)
        && SCIENTIFIC.matcher(text).matches()) {
      throw Problem.field(
              name,
              "is in scientific notation, its digits are gone: send it as text from the source")
          .thrown();
    }
    return canonical;
  }
}

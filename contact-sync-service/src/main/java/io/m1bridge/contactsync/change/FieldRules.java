package io.m1bridge.contactsync.change;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contactsync.contact.FieldNames;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What M1 would refuse is refused here: it costs no call, and no other contact of the batch. */
final class FieldRules {

  /** Longer than any honest value; a form of 1,000 rows has to stay postable. */
  static final int MAX_LENGTH = 4_000;

  private static final int MAX_EMAIL = 254;
  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s.]+(\\.[^@\\s.]+)+");

  private FieldRules() {}

  /** The canonical text of a value; null clears, and so does a blank text. */
  static @Nullable String canonical(String name, JsonNode value) throws BadChange {
    if (value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new BadChange(Problem.field(name, "is not a text: send a JSON string or null"));
    }
    String text = value.textValue().strip();
    if (text.length() > MAX_LENGTH) {
      throw new BadChange(Problem.field(name, "is longer than " + MAX_LENGTH + " characters"));
    }
    if (!text.isEmpty() || name.equals(FieldNames.EMAIL)) {
      checkForm(name, text);
    }
    return text.isEmpty() ? null : text;
  }

  private static void checkForm(String name, String text) throws BadChange {
    switch (name) {
      case "email" -> {
        if (text.length() > MAX_EMAIL || !EMAIL.matcher(text).matches()) {
          throw new BadChange(Problem.field(name, "is not an address of the form name@domain.tld"));
        }
      }
      case "gender" -> {
        if (!text.equals("male") && !text.equals("female")) {
          throw new BadChange(Problem.field(name, "is neither 'male' nor 'female'"));
        }
      }
      case "birthday" -> {
        try {
          LocalDate.parse(text);
        } catch (DateTimeException e) {
          throw new BadChange(Problem.field(name, "is not an ISO date such as 1990-05-10"));
        }
      }
      default -> {}
    }
  }
}

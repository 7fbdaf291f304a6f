package io.m1bridge.local.crm;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What M1 has to show for a value, by {@code docs/reason-codes.md}. */
final class ValueRules {
  private static final int MOST_TEXT = 4_000;
  private static final Set<String> DIGITS =
      Set.of("workPhone", "mobilePhone", "fax", "postCode", "qq");
  private static final Pattern UNWANTED = Pattern.compile("[\\p{Cc}&&[^\\t\\n\\r]]");
  private static final Pattern BLANKS =
      Pattern.compile("^[\\s\\p{Z}\\ufeff]+|[\\s\\p{Z}\\ufeff]+$");
  private static final Pattern HALF = Pattern.compile("\\p{Cs}");
  private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d+([.,]\\d+)?[eE][+-]?\\d+");
  private static final Pattern ZERO_DATE = Pattern.compile("0+([-/.]0+[-/.]0+([ T].*)?)?");
  private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

  private ValueRules() {}

  /** A value that may be sent, null clears; empty if there is none. */
  record Meant(@Nullable String value) {
    @Override
    public String toString() {
      return "Meant";
    }
  }

  /**
   * A field's value.
   *
   * @param latest day on which somebody may be born
   */
  static Optional<Meant> field(String name, JsonNode value, LocalDate latest) {
    if (value.isNull()) {
      return Optional.of(new Meant(null));
    }
    if (name.equals("email")) {
      return value.isTextual()
          ? AddressRules.meant(value.textValue()).map(Meant::new)
          : Optional.empty();
    }
    if (value.isIntegralNumber() && DIGITS.contains(name)) {
      return Optional.of(new Meant(value.asText()));
    }
    if (name.equals("birthday") && value.isIntegralNumber() && value.asText().equals("0")) {
      return Optional.of(new Meant(null));
    }
    Optional<Meant> text = value.isTextual() ? text(value.textValue()) : Optional.empty();
    return text.flatMap(
        meant -> meant.value() == null ? text : checked(name, meant.value(), latest));
  }

  static Optional<Meant> custom(JsonNode value) {
    if (value.isContainerNode()) {
      return Optional.empty();
    }
    return value.isNull() ? Optional.of(new Meant(null)) : text(value.asText());
  }

  static Optional<Meant> text(String given) {
    if (isPlain(given)) {
      return Optional.of(new Meant(given));
    }
    String text = BLANKS.matcher(UNWANTED.matcher(given).replaceAll("")).replaceAll("");
    return text.length() > MOST_TEXT || HALF.matcher(text).find()
        ? Optional.empty()
        : Optional.of(new Meant(text.isEmpty() ? null : text));
  }

  /** Nothing to take away or to refuse; the patterns cost a long run more than all the rest. */
  private static boolean isPlain(String text) {
    int last = text.length() - 1;
    return last >= 0
        && text.length() <= MOST_TEXT
        && Character.isLetterOrDigit(text.charAt(0))
        && Character.isLetterOrDigit(text.charAt(last))
        && text.chars().allMatch(c -> c >= ' ' && (c < 0x7f || Character.isIdeographic(c)));
  }

  private static Optional<Meant> checked(String name, String text, LocalDate latest) {
    return switch (name) {
      case "gender" ->
          Set.of("male", "female").contains(text) ? Optional.of(new Meant(text)) : Optional.empty();
      case "birthday" ->
          ZERO_DATE.matcher(text).matches() ? Optional.of(new Meant(null)) : birthday(text, latest);
      default ->
          DIGITS.contains(name) && SCIENTIFIC.matcher(text).matches()
              ? Optional.empty()
              : Optional.of(new Meant(text));
    };
  }

  private static Optional<Meant> birthday(String text, LocalDate latest) {
    try {
      LocalDate day =
          text.length() <= "1990-05-10".length() ? LocalDate.parse(text) : midnight(text);
      boolean plausible = !day.isBefore(EARLIEST) && !day.isAfter(latest);
      return plausible ? Optional.of(new Meant(day.toString())) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static LocalDate midnight(String text) {
    LocalDateTime time =
        DateTimeFormatter.ISO_DATE_TIME.parse(text.replace(' ', 'T'), LocalDateTime::from);
    if (!time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      throw new DateTimeException("an instant");
    }
    return time.toLocalDate();
  }
}

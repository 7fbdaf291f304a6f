package io.m1bridge.contactsync.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DateRulesPropertiesTest {

  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  private final DateRules rules = new DateRules(new DateRange(FIRST, LAST), Clock.systemUTC());

  /** Days, days that no month has, and what is a day but for one character. */
  @Provide
  Arbitrary<String> days() {
    Arbitrary<String> year = Arbitraries.of("1900", "2000", "2023", "2024", "9999", "١٩٩٠", "-199");
    Arbitrary<String> part =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 33).map("%02d"::formatted),
            Arbitraries.of("1", "+1", "-1", "1x", "０１", "012"));
    Arbitrary<String> separator = Arbitraries.of("-", "-", "-", "/");
    return Combinators.combine(year, separator, part, separator, part)
        .as((y, one, month, other, day) -> y + one + month + other + day);
  }

  @Property
  void shouldReadADayAsTheJdkDoes(@ForAll("days") String text) {
    assertThat(read(text)).isEqualTo(parsed(text));
  }

  private Optional<String> read(String text) {
    try {
      return Optional.ofNullable(rules.canonical("birthday", text));
    } catch (BadChange e) {
      return Optional.empty();
    }
  }

  private static Optional<String> parsed(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      return date.isBefore(FIRST) || date.isAfter(LAST)
          ? Optional.empty()
          : Optional.of(date.toString());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

package io.m1bridge.m1.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.time.api.constraints.DateRange;
import org.junit.jupiter.api.Test;

class BirthdaysTest {

  private static final TimeZone SHANGHAI = TimeZone.getTimeZone("Asia/Shanghai");

  @Test
  void shouldReadBackEveryDayOfTwoCenturies() {
    assertThat(days())
        .allSatisfy(day -> assertThat(Birthdays.fromNumber(Birthdays.toMillis(day))).contains(day));
  }

  /** Servers by Java's old classes, by its new ones, and by a fixed offset. */
  @Test
  void shouldMeanTheSameDayToEveryServerThatReadsAnAdd() {
    List<TimeZone> zones = List.of(SHANGHAI, new SimpleTimeZone(8 * 3_600_000, "GMT+8"));
    for (TimeZone zone : zones) {
      SimpleDateFormat server = new SimpleDateFormat("yyyy-MM-dd", Locale.ROOT);
      server.setTimeZone(zone);
      assertThat(days())
          .allSatisfy(
              day ->
                  assertThat(server.format(new Date(Birthdays.toMillis(day))))
                      .isEqualTo(day.toString()));
    }
    assertThat(days())
        .allSatisfy(
            day ->
                assertThat(
                        Instant.ofEpochMilli(Birthdays.toMillis(day))
                            .atZone(ZoneId.of("Asia/Shanghai"))
                            .toLocalDate())
                    .isEqualTo(day));
  }

  /** A server that takes the text apart by Java's old classes. */
  @Test
  void shouldMeanTheSameDayToAJavaServerThatReadsAnEdit() throws ParseException {
    SimpleDateFormat in = new SimpleDateFormat("EEE MMM dd HH:mm:ss zzz yyyy", Locale.US);
    in.setTimeZone(SHANGHAI);
    SimpleDateFormat out = new SimpleDateFormat("yyyy-MM-dd", Locale.ROOT);
    out.setTimeZone(SHANGHAI);
    for (LocalDate day : days().toList()) {
      // Reading a zone's name changes the format's own zone.
      in.setTimeZone(SHANGHAI);

      assertThat(out.format(in.parse(Birthdays.toJavaDate(day)))).isEqualTo(day.toString());
    }
  }

  /** A server that believes the zone as it stands: {@code CDT} is UTC+9, {@code CST} UTC+8. */
  @Test
  void shouldMeanTheSameDayToAServerThatBelievesTheZone() {
    DateTimeFormatter form = DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss uuuu", Locale.US);
    assertThat(days())
        .allSatisfy(
            day -> {
              String text = Birthdays.toJavaDate(day);
              boolean summer = text.contains(" CDT ");
              LocalDateTime local = LocalDateTime.parse(text.replaceAll(" C[DS]T ", " "), form);
              OffsetDateTime read = local.atOffset(ZoneOffset.ofHours(summer ? 9 : 8));

              assertThat(Birthdays.fromNumber(read.toInstant().toEpochMilli())).contains(day);
              assertThat(local.toLocalDate()).isEqualTo(day);
            });
  }

  /** What a server gives back that stores the first moment of the day by its own rules. */
  @Test
  void shouldReadTheFirstMomentOfADayByAnyRules() {
    List<ZoneOffset> localMeanTimes =
        List.of(ZoneOffset.of("+08:05:43"), ZoneOffset.of("+08:05:57"));
    for (ZoneOffset offset : localMeanTimes) {
      assertThat(LocalDate.of(1850, 1, 1).datesUntil(LocalDate.of(1928, 1, 1)))
          .allSatisfy(
              day ->
                  assertThat(
                          Birthdays.fromNumber(day.atStartOfDay().toInstant(offset).toEpochMilli()))
                      .contains(day));
    }
    assertThat(days())
        .allSatisfy(
            day ->
                assertThat(
                        Birthdays.fromNumber(
                            day.atStartOfDay(Birthdays.CHINA).toInstant().toEpochMilli()))
                    .contains(day));
  }

  @Test
  void shouldWriteEveryDayAsJavaWritesDatesInChina() {
    SimpleDateFormat java = new SimpleDateFormat("EEE MMM dd HH:mm:ss zzz yyyy", Locale.US);
    java.setTimeZone(SHANGHAI);

    // The old calendar classes know no zone's history before 1900, seen from UTC.
    assertThat(
            days()
                .skip(1)
                .filter(
                    day ->
                        !Birthdays.toJavaDate(day)
                            .equals(
                                java.format(
                                    Date.from(day.atStartOfDay(Birthdays.CHINA).toInstant())))))
        .isEmpty();
  }

  private static Stream<LocalDate> days() {
    return LocalDate.of(1900, 1, 1).datesUntil(LocalDate.of(2101, 1, 1));
  }

  @Test
  void shouldWriteThePagesExample() {
    assertThat(Birthdays.toJavaDate(LocalDate.of(1990, 5, 10)))
        .isEqualTo("Thu May 10 00:00:00 CDT 1990");
    assertThat(Birthdays.toMillis(LocalDate.of(2015, 10, 1))).isEqualTo(1443628800000L);
  }

  @Test
  void shouldWriteStandardTimeOutsideOfTheSummersOf1986To1991() {
    assertThat(Birthdays.toJavaDate(LocalDate.of(1990, 1, 10))).contains(" CST ");
    assertThat(Birthdays.toJavaDate(LocalDate.of(1992, 7, 10))).contains(" CST ");
  }

  /** Seconds of old data: from 1972 on no first moment of a day in milliseconds looks like them. */
  @Property
  void shouldReadSecondsOfOldData(
      @ForAll @DateRange(min = "1974-01-01", max = "2100-12-31") LocalDate day) {
    // An odd hour, as in the page's sample: a midnight can, once in 1,000 days, be both.
    long seconds =
        day.atTime(LocalTime.of(14, 23, 51)).atZone(Birthdays.CHINA).toInstant().getEpochSecond();

    assertThat(Birthdays.fromNumber(seconds)).contains(day);
  }

  @Test
  void shouldReadThePagesSample() {
    assertThat(Birthdays.fromNumber(1451024631L)).contains(LocalDate.of(2015, 12, 25));
  }

  @Test
  void shouldTakeZeroForNoBirthday() {
    assertThat(Birthdays.fromNumber(0)).isEmpty();
  }

  @Property
  void shouldReadEveryNumber(@ForAll long number) {
    assertThat(Birthdays.fromNumber(number).isPresent()).isEqualTo(number != 0);
  }
}

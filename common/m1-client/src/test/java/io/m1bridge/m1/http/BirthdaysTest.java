package io.m1bridge.m1.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.SimpleDateFormat;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.time.api.constraints.DateRange;
import org.junit.jupiter.api.Test;

class BirthdaysTest {

  @Test
  void shouldReadBackEveryDayOfTwoCenturies() {
    assertThat(days())
        .allSatisfy(day -> assertThat(Birthdays.fromNumber(Birthdays.toMillis(day))).contains(day));
  }

  @Test
  void shouldWriteEveryDayAsJavaWritesDatesInChina() throws Exception {
    SimpleDateFormat java = new SimpleDateFormat("EEE MMM dd HH:mm:ss zzz yyyy", Locale.US);
    java.setTimeZone(TimeZone.getTimeZone("Asia/Shanghai"));

    // The old calendar classes know no zone's history before 1900, seen from UTC.
    assertThat(
            days().skip(1).filter(day -> !Birthdays.toJavaDate(day).equals(java.format(date(day)))))
        .isEmpty();
  }

  private static Date date(LocalDate day) {
    return new Date(Birthdays.toMillis(day));
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

  @Test
  void shouldNotQuoteABadDate() {
    assertThatThrownBy(() -> Birthdays.parse("10 May, Wang Wei"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("Wang")
        .hasNoCause();
  }
}

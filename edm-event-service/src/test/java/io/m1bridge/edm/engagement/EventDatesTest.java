package io.m1bridge.edm.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's form of a date, and those that other servers give. */
class EventDatesTest {

  private final EventDates dates = new EventDates(ZoneId.of("Asia/Shanghai"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2016-01-11 21:49:57.0",
        "2016-01-11 21:49:57",
        " 2016-01-11 21:49:57.000 ",
        "2016-01-11T21:49:57",
        "2016/01/11 21:49:57",
        "2016-01-11T13:49:57Z",
        "2016-01-11T21:49:57.0+08:00",
        "2016-01-11 21:49:57 +0800",
        "1452520197",
        "1452520197000"
      })
  void shouldReadOneInstant(String text) {
    assertThat(dates.parse(text)).contains(OffsetDateTime.parse("2016-01-11T21:49:57+08:00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2016-01-11",
        "2016-13-11 21:49:57",
        "145252019",
        "11/01/2016 21:49:57"
      })
  void shouldTakeNothingElseForADate(String text) {
    assertThat(dates.parse(text)).isEmpty();
  }
}

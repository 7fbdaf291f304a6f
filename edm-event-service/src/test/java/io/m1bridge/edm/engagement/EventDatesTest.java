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
        "11/01/2016 21:49:57",
        "+12345-01-01 00:00:00",
        "-0001-01-01 00:00:00"
      })
  void shouldTakeNothingElseForADate(String text) {
    assertThat(dates.parse(text)).isEmpty();
  }

  /** What databases have for "never". China's offset was 8:05:43 then, which is no RFC 3339. */
  @ParameterizedTest
  @ValueSource(strings = {"1900-01-01 00:00:00.0", "0001-01-01 00:00:00.0"})
  void shouldWriteTimesOfLongAgoAsSubscribersReadThem(String text) {
    assertThat(dates.parse(text).orElseThrow().toString())
        .matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
  }
}

package io.m1bridge.m1.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

  @ParameterizedTest
  @CsvSource({
    "1, PT1S",
    "' 120 ', PT2M",
    "3600, PT1H",
    "3601, PT1H",
    "99999999999999999999, PT1H",
    "'Sun, 06 Nov 1994 08:49:37 GMT', PT37S",
    "'Sunday, 06-Nov-94 08:49:37 GMT', PT37S",
    "'Sun Nov  6 08:49:37 1994', PT37S",
    "'Mon, 07 Nov 1994 08:49:37 GMT', PT1H"
  })
  void shouldReadSecondsAndEveryFormOfADate(String header, Duration wait) {
    assertThat(RetryAfter.read(header, NOW)).contains(wait);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0",
        "-5",
        "1.5",
        "5s",
        "soon",
        "1e3",
        "½",
        "Sun, 06 Nov 1994 08:48:37 GMT",
        "1994-11-06T08:49:37Z",
        "Sun, 99 Nov 1994 99:49:37 GMT"
      })
  void shouldIgnoreNonsenseAndTimesThatAreOver(String header) {
    assertThat(RetryAfter.read(header, NOW)).isEmpty();
  }

  @Test
  void shouldNotReadDigitsOfOtherScripts() {
    assertThat(RetryAfter.read("१२", NOW)).isEmpty();
  }
}

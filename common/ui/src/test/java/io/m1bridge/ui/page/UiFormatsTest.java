package io.m1bridge.ui.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class UiFormatsTest {

  @Test
  void shouldWriteNumbersTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(UiFormats.number(12_345)).isEqualTo("12,345");
      assertThat(UiFormats.number(0.5)).isEqualTo("0.50");
      assertThat(UiFormats.percent(0.9871)).isEqualTo("98.7 %");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void shouldKeepWholeLongs() {
    assertThat(UiFormats.number(Long.MAX_VALUE)).isEqualTo("9,223,372,036,854,775,807");
    assertThat(UiFormats.number(-1_000L)).isEqualTo("-1,000");
  }

  @Test
  void shouldNotShowUnknownAsZero() {
    assertThat(UiFormats.number(null)).isEqualTo("–");
    assertThat(UiFormats.percent(null)).isEqualTo("–");
    assertThat(UiFormats.duration(null)).isEqualTo("–");
    assertThat(UiFormats.time(null)).isEqualTo("–");
    assertThat(UiFormats.number(Double.NaN)).isEqualTo("–");
  }

  @Test
  void shouldWriteDurationsInTwoUnits() {
    assertThat(UiFormats.duration(Duration.ofMillis(340))).isEqualTo("340 ms");
    assertThat(UiFormats.duration(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(UiFormats.duration(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
    assertThat(UiFormats.duration(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    assertThat(UiFormats.duration(Duration.ofHours(50))).isEqualTo("2 d 2 h");
    assertThat(UiFormats.duration(Duration.ofSeconds(-125))).isEqualTo("-2 min 5 s");
  }

  @Test
  void shouldWriteTimesInUtc() {
    Instant at = Instant.parse("2026-11-23T08:09:10.987Z");

    assertThat(UiFormats.time(at)).isEqualTo("2026-11-23 08:09:10");
    assertThat(UiFormats.iso(at)).isEqualTo("2026-11-23T08:09:10Z");
  }
}

package io.m1bridge.m1.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ExpiresInTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");
  private static final long YEAR = 400L * 24 * 3600;

  @Property
  void shouldReadAnInstantInMilliseconds(
      @ForAll @LongRange(min = 60_000, max = YEAR * 1000) long life) {
    assertReads(NOW.toEpochMilli() + life, NOW.plusMillis(life));
  }

  @Property
  void shouldReadAnInstantInSeconds(@ForAll @LongRange(min = 61, max = YEAR) long life) {
    long seconds = NOW.getEpochSecond() + life;

    assertReads(seconds, Instant.ofEpochSecond(seconds));
  }

  @Property
  void shouldReadSecondsFromNowUpToAMonth(
      @ForAll @LongRange(min = 60, max = 31 * 86_400) long life) {
    assertReads(life, NOW.plusSeconds(life));
  }

  @Property
  void shouldReadMillisecondsFromNowFromThreeQuartersOfAnHour(
      @ForAll @LongRange(min = 46 * 60_000, max = YEAR * 1000) long life) {
    // What looks like an instant in seconds is one: 20 days in milliseconds are no token's life.
    if (Math.abs(life - NOW.getEpochSecond()) > YEAR) {
      assertReads(life, NOW.plusMillis(life));
    }
  }

  @Property
  void shouldNeverGiveALifeOutsideOfTheWindow(@ForAll long value) {
    if (ExpiresIn.read(node(Long.toString(value)), NOW) instanceof ExpiresIn.At at) {
      assertThat(Duration.between(NOW, at.instant()))
          .isBetween(Duration.ofMinutes(1), Duration.ofDays(400));
    }
  }

  @Property
  void shouldReadEverythingWithoutFailing(@ForAll String text) {
    assertThat(ExpiresIn.read(new com.fasterxml.jackson.databind.node.TextNode(text), NOW))
        .isNotNull();
  }

  @Test
  void shouldReadThePagesForm() {
    Instant then = Instant.ofEpochMilli(1488009447620L).minus(Duration.ofHours(24));

    assertThat(ExpiresIn.read(node("1488009447620"), then))
        .isEqualTo(new ExpiresIn.At(Instant.ofEpochMilli(1488009447620L)));
  }

  @Test
  void shouldRefuseWhatNoTokenCanHave() {
    for (String value :
        List.of(
            "0",
            "-1",
            "59",
            "1488009447620",
            "99999999999999",
            "null",
            "\"\"",
            "\" \"",
            "\"tomorrow\"",
            "{}",
            "[]",
            "true",
            "1e400",
            "1e17",
            "123456789012345678901234567890")) {
      assertThat(ExpiresIn.read(node(value), NOW))
          .as(value)
          .isInstanceOf(ExpiresIn.Unbelievable.class);
    }
  }

  @Test
  void shouldRefuseAMissingOne() {
    assertThat(ExpiresIn.read(node("{}").path("expires_in"), NOW))
        .isInstanceOf(ExpiresIn.Unbelievable.class);
  }

  private static void assertReads(long value, Instant expected) {
    for (String form :
        List.of(value + "", "\"" + value + "\"", "\" " + value + " \"", value + ".0")) {
      assertThat(ExpiresIn.read(node(form), NOW)).as(form).isEqualTo(new ExpiresIn.At(expected));
    }
  }

  private static JsonNode node(String json) {
    return Json.parse(json).orElseThrow();
  }
}

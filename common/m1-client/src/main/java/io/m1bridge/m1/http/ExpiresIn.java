package io.m1bridge.m1.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * Reads {@code expires_in}. M1's page has an instant in epoch milliseconds; the standard has
 * seconds from now; epoch seconds and milliseconds from now are read as well, as a number or as
 * text.
 *
 * <p>A small number can be seconds or milliseconds from now. It is what lies nearer to the 24 hours
 * that the page names: seconds up to about a month, milliseconds from three quarters of an hour on.
 */
final class ExpiresIn {

  static final Duration SHORTEST = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofDays(400);

  /** Above it a number is an instant in milliseconds (M1 page). */
  private static final long MILLIS_INSTANT = 100_000_000_000L;

  /**
   * Where 24 h counted in seconds and 24 h counted in milliseconds are equally far: √1000 × 24 h.
   */
  private static final long SECONDS_OR_MILLIS = 2_732_207L;

  private ExpiresIn() {}

  /** What was read. */
  sealed interface Expiry {}

  /** A life that a token can have. */
  record At(Instant instant) implements Expiry {}

  /**
   * Not a number, or a life shorter than a minute, longer than 400 days, or over.
   *
   * @param reason a constant phrase
   */
  record Unbelievable(String reason) implements Expiry {}

  static Expiry read(JsonNode node, Instant now) {
    long value;
    try {
      // Not more digits than an instant has: an exponent would blow the number up.
      String text = node.asText().strip();
      if (text.length() > 24) {
        return new Unbelievable("too long");
      }
      BigDecimal number = new BigDecimal(text);
      if (number.precision() - number.scale() > 18) {
        return new Unbelievable("too large");
      }
      value = number.longValue();
    } catch (NumberFormatException e) {
      return new Unbelievable("not a number");
    }
    if (value < SHORTEST.toSeconds()) {
      return new Unbelievable("over, or shorter than a minute");
    }
    Instant at = instant(value, now);
    Duration life = Duration.between(now, at);
    if (life.compareTo(SHORTEST) < 0) {
      return new Unbelievable("over, or shorter than a minute");
    }
    return life.compareTo(LONGEST) > 0 ? new Unbelievable("longer than 400 days") : new At(at);
  }

  private static Instant instant(long value, Instant now) {
    if (value > MILLIS_INSTANT) {
      return Instant.ofEpochMilli(value);
    }
    if (Math.abs(value - now.getEpochSecond()) <= LONGEST.toSeconds()) {
      return Instant.ofEpochSecond(value);
    }
    return value < SECONDS_OR_MILLIS ? now.plusSeconds(value) : now.plusMillis(value);
  }
}

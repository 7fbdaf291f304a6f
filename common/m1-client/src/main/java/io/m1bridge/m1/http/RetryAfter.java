package io.m1bridge.m1.http;

import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header {@code Retry-After}: seconds or a date (RFC 9110, 10.2.3). It is at most an hour here,
 * for M1's limits are by the hour and a wrong clock there must not stop an account for a day; what
 * is no time ahead says nothing.
 */
final class RetryAfter {

  static final Duration MOST = Duration.ofHours(1);

  private static final Pattern SECONDS = Pattern.compile("\\d+");

  /** With more digits it is over an hour anyway, and may not fit a long. */
  private static final int MOST_DIGITS = 9;

  private RetryAfter() {}

  static Optional<Duration> read(String header, Instant now) {
    String text = header.strip();
    return wait(text, now)
        .filter(wait -> !wait.isNegative() && !wait.isZero())
        .map(wait -> wait.compareTo(MOST) > 0 ? MOST : wait);
  }

  private static Optional<Duration> wait(String text, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(
          text.length() > MOST_DIGITS ? MOST : Duration.ofSeconds(Long.parseLong(text)));
    }
    Date date = text.isEmpty() ? null : DateFormatter.parseHttpDate(text);
    return Optional.ofNullable(date).map(at -> Duration.between(now, at.toInstant()));
  }
}

package io.m1bridge.simulator.call;

import io.m1bridge.simulator.behaviour.GatewayBehaviour.RetryAfterForm;
import io.m1bridge.simulator.protocol.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The header {@code Retry-After}. */
final class RetryAfter {
  /** RFC 9110, 5.6.7: the day has two digits, which the JDK's own form does not give. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

  private RetryAfter() {}

  /**
   * The reply with the header; without it where the time is zero.
   *
   * @param now M1's time, for a date
   */
  static HttpReply.Whole on(
      HttpReply.Whole reply, Duration time, RetryAfterForm form, Instant now) {
    if (time.isZero()) {
      return reply;
    }
    return reply.with(
        "Retry-After",
        switch (form) {
          case SECONDS -> Long.toString(time.toSeconds());
          case DATE -> HTTP_DATE.format(now.plus(time).atOffset(ZoneOffset.UTC));
        });
  }
}

package io.m1bridge.ui.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a browser keeps while it is at the issuer. Not signed itself: the state that comes back is
 * its signature.
 *
 * @param value {@code <end, epoch s>.<random>.<where to go afterwards>}
 */
record Ticket(String value, Instant end, ReturnPath next) {

  static final Duration LIFE = Duration.ofMinutes(10);

  private static final Pattern VALUE =
      Pattern.compile("(\\d{1,12})\\.[A-Za-z0-9_-]{22}\\.([A-Za-z0-9_-]{1,2700})");
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  static Ticket fresh(Instant now, SecureRandom random, ReturnPath next) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    Instant end = now.plus(LIFE);
    return new Ticket(
        end.getEpochSecond()
            + "."
            + BASE64.encodeToString(bytes)
            + "."
            + BASE64.encodeToString(next.value().getBytes(UTF_8)),
        end,
        next);
  }

  static Optional<Ticket> parse(String value) {
    Matcher parts = VALUE.matcher(value);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      String next = new String(Base64.getUrlDecoder().decode(parts.group(2)), UTF_8);
      Instant end = Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
      return Optional.of(new Ticket(value, end, ReturnPath.of(next)));
    } catch (IllegalArgumentException e) {
      // No base64: somebody made it up.
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "Ticket[redacted]";
  }
}

package io.m1bridge.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Times as a person says them: "3 min ago", "in 23 h". */
public final class Times {

  private final Clock clock;

  public Times(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param at as JSON has it; missing or null is an empty text, what is no time stays as it is
   */
  public String say(JsonNode at) {
    String text = at.asText("");
    if (at.isNull() || text.isEmpty()) {
      return "";
    }
    try {
      Duration from = Duration.between(Instant.parse(text), clock.instant());
      return from.isNegative() ? "in " + length(from.negated()) : length(from) + " ago";
    } catch (DateTimeException e) {
      return text;
    }
  }

  /**
   * How long something lasts.
   *
   * @param seconds as JSON has it; missing or null is an empty text
   */
  public static String lasts(JsonNode seconds) {
    return seconds.isNumber() ? length(Duration.ofSeconds(seconds.asLong())) : "";
  }

  /** The largest unit of which there are at least two, so that nothing is said too roughly. */
  private static String length(Duration length) {
    if (length.toDays() >= 2) {
      return length.toDays() + " d";
    }
    if (length.toHours() >= 2) {
      return length.toHours() + " h";
    }
    return length.toMinutes() >= 2 ? length.toMinutes() + " min" : length.toSeconds() + " s";
  }
}

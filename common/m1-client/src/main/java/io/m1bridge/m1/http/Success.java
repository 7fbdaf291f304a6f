package io.m1bridge.m1.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/** What an answer's {@code success} says, whatever its type. */
enum Success {
  YES,
  NO,
  /** It is not there, or says something that nobody can read. */
  ABSENT;

  private static final Set<String> YES_WORDS = Set.of("true", "1", "success", "ok", "yes");
  private static final Set<String> NO_WORDS =
      Set.of("false", "0", "fail", "failed", "failure", "error", "no");

  static Success of(JsonNode success) {
    String word = success.isValueNode() ? success.asText().strip().toLowerCase(Locale.ROOT) : "";
    if (YES_WORDS.contains(word)) {
      return YES;
    }
    return NO_WORDS.contains(word) ? NO : ABSENT;
  }
}

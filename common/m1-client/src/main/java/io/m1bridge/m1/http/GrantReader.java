package io.m1bridge.m1.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.OAuth2Port.Grant;
import io.m1bridge.m1.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what an answer of the token endpoint means: tokens; a "no" in OAuth2's or M1's words; or no
 * word of the endpoint at all, as from a gateway before it.
 */
final class GrantReader {

  private static final Logger LOG = LoggerFactory.getLogger(GrantReader.class);

  /**
   * Life of a token whose {@code expires_in} cannot be believed. Such tokens are kept, for the old
   * ones are gone; a short life only means a refresh sooner than needed.
   */
  static final Duration ASSUMED_LIFE = Duration.ofHours(1);

  /** What RFC 6749 allows in {@code error}, and no more than a word of it. */
  private static final Pattern ERROR_WORD = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

  /** RFC 6749, 5.2: they say no under any HTTP status. */
  private static final Set<String> OAUTH2_ERRORS =
      Set.of(
          "invalid_request",
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "unsupported_grant_type",
          "invalid_scope");

  /** Errors that pass: of RFC 6749 (4.1.2.1) and RFC 8628 (3.5). */
  private static final Set<String> PASSING =
      Set.of("server_error", "temporarily_unavailable", "slow_down");

  private static final Set<M1Code> PASSING_CODES = Set.of(M1Code.SERVER_ERROR, M1Code.HOURLY_LIMIT);

  /** The "no" whose word M1 does not give, or whose word is none. */
  private static final String UNKNOWN_ERROR = "unknown_error";

  private final Reply.Answer answer;
  private final Instant now;
  private final String secret;
  private final Optional<String> refreshToken;

  /**
   * @param secret what was sent and must not come back in an error
   * @param refreshToken the one that goes on where the answer has none; empty for a code, which
   *     brings none
   */
  GrantReader(Reply.Answer answer, Instant now, String secret, Optional<String> refreshToken) {
    this.answer = answer;
    this.now = now;
    this.secret = secret;
    this.refreshToken = refreshToken;
  }

  Grant read() {
    return Json.parse(answer.body())
        .filter(JsonNode::isObject)
        .map(this::ofJson)
        .orElseGet(this::ofNoJson);
  }

  private Grant ofJson(JsonNode json) {
    String access = Json.text(json, "access_token");
    if (!access.isEmpty()) {
      return granted(json, access);
    }
    String error = Json.text(json, "error");
    if (PASSING.contains(error)) {
      return unavailable("M1 says: " + error);
    }
    if (OAUTH2_ERRORS.contains(error)) {
      return new Grant.Denied(error, description(json));
    }
    Optional<M1Code> code = FailureReader.findCode(json);
    if (code.isPresent()) {
      return PASSING_CODES.contains(code.get())
          ? unavailable("M1 says: " + code.get())
          : new Grant.Denied(code.get().value(), Optional.empty());
    }
    if (answer.status() >= 500 || answer.status() == 429) {
      // Of a framework or a gateway: {"status": 503, "error": "Service Unavailable"}.
      return unavailable("HTTP " + answer.status());
    }
    if (isNo(json)) {
      return new Grant.Denied(word(error), description(json));
    }
    return answer.isSuccess()
        ? unavailable("an answer without tokens and without an error")
        : ofNoJson();
  }

  /** M1 says no, in a word that nobody knows or without one. */
  private boolean isNo(JsonNode json) {
    return json.hasNonNull("error")
        || !json.path("success").asBoolean(true)
        || Set.of(400, 401, 403).contains(answer.status());
  }

  private Grant granted(JsonNode json, String access) {
    String next = Json.text(json, "refresh_token");
    return (next.isEmpty() ? refreshToken : Optional.of(next))
        .<Grant>map(
            token ->
                new Grant.Granted(
                    new AccessToken(access), token, expiresAt(json.path("expires_in"))))
        .orElseGet(() -> new Grant.Denied("no_refresh_token", Optional.empty()));
  }

  private Instant expiresAt(JsonNode expiresIn) {
    ExpiresIn.Expiry expiry = ExpiresIn.read(expiresIn, now);
    if (expiry instanceof ExpiresIn.At at) {
      return at.instant();
    }
    LogLine.warn(LOG)
        .with(LogKey.REASON, ((ExpiresIn.Unbelievable) expiry).reason())
        .say("expires_in cannot be believed: a token life of " + ASSUMED_LIFE + " is assumed");
    return now.plus(ASSUMED_LIFE);
  }

  /** A page, a text, nothing, or an answer that was damaged on its way. */
  private Grant ofNoJson() {
    int status = answer.status();
    if (answer.body().contains("access_token")) {
      return new Grant.Unknown("the answer was cut off");
    }
    if (status == 401) {
      return new Grant.Denied("invalid_client", Optional.empty());
    }
    if (status >= 300 && status < 500 && status != 408 && status != 429) {
      return new Grant.NotSent("HTTP " + status + ": check m1bridge.m1.auth-url");
    }
    return unavailable("HTTP " + status + " without OAuth2's JSON: is a gateway in between?");
  }

  private Grant unavailable(String reason) {
    return new Grant.Unavailable(
        reason, answer.retryAfter().flatMap(header -> RetryAfter.read(header, now)));
  }

  private String word(String error) {
    return ERROR_WORD.matcher(error).matches() && !error.contains(secret) ? error : UNKNOWN_ERROR;
  }

  /** M1 may quote what it was given. */
  private Optional<String> description(JsonNode json) {
    String text = Json.text(json, "error_description");
    return text.isEmpty() || text.contains(secret)
        ? Optional.empty()
        : Optional.of(FailureReader.shorten(text));
  }
}

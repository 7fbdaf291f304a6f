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

  /** Tokens, not the path of the endpoint, which every gateway's page may quote. */
  private static final Pattern PAGE =
      Pattern.compile("<(?:html|head|body|script)\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern TOKENS =
      Pattern.compile("access_token\\\\*[\"']\\s*:|<access_token>|(?<![/\\w])access_token=");

  private static final String UNREADABLE = "the answer was cut off or cannot be read";

  private static final Set<Integer> SAYS_NO = Set.of(400, 401, 403, 422);

  private static final int TOO_MANY = 429;

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
    return GrantBody.json(answer.body()).map(this::ofJson).orElseGet(this::ofText);
  }

  private Grant ofJson(JsonNode json) {
    JsonNode tokens = json.findParent("access_token");
    String access = tokens == null ? "" : Json.text(tokens, "access_token");
    if (tokens != null && !access.isEmpty() && !isRefusalAbout(json, tokens)) {
      return granted(json, tokens, access);
    }
    GrantWords words = new GrantWords(json);
    return words
        .oauth()
        .map(word -> byWord(word, description(json)))
        .or(() -> FailureReader.findCode(json).map(this::byCode))
        .or(() -> words.deadGrant().map(word -> new Grant.Denied(word(word), description(json))))
        .orElseGet(() -> withoutWord(json, words));
  }

  /** Such as {@code {"error":"invalid_request","errors":{"access_token":"is missing"}}}. */
  private static boolean isRefusalAbout(JsonNode json, JsonNode tokens) {
    JsonNode success = json.path("success");
    return tokens != json
        && (json.path("error").isTextual() || (success.isBoolean() && !success.booleanValue()));
  }

  private Grant withoutWord(JsonNode json, GrantWords words) {
    int status = answer.status();
    if (status == TOO_MANY) {
      return notNow("HTTP 429");
    }
    if (status >= 500) {
      // Of a framework or a gateway: {"status": 503, "error": "Service Unavailable"}.
      return unavailable("HTTP " + status);
    }
    // Under a status that says no such a number is the server's own name for a refusal.
    if (words.isBusy() || (!SAYS_NO.contains(status) && words.isServersOwnTrouble())) {
      return unavailable("it says that it cannot now");
    }
    Optional<String> error = words.error();
    if (error.isPresent() || (json.isObject() && SAYS_NO.contains(status))) {
      return new Grant.Denied(word(error.orElse("")), description(json));
    }
    if (holdsTokens()) {
      return new Grant.Unknown(UNREADABLE);
    }
    return answer.isSuccess()
        ? unavailable("an answer without tokens and without an error")
        : byStatus();
  }

  private Grant byWord(String oauth, Optional<String> description) {
    if (GrantWords.isNotNow(oauth)) {
      return notNow("M1 says: " + oauth);
    }
    return GrantWords.isPassing(oauth)
        ? unavailable("M1 says: " + oauth)
        : new Grant.Denied(oauth, description);
  }

  private Grant byCode(M1Code code) {
    if (code.equals(M1Code.HOURLY_LIMIT)) {
      return notNow("M1 says: " + code);
    }
    return code.equals(M1Code.SERVER_ERROR)
        ? unavailable("M1 says: " + code)
        : new Grant.Denied(code.value(), Optional.empty());
  }

  private Grant granted(JsonNode json, JsonNode tokens, String access) {
    // Elsewhere it may be the one that we sent, quoted.
    JsonNode beside =
        tokens.hasNonNull("refresh_token") ? tokens : json.findParent("refresh_token");
    String next = beside == null ? "" : Json.text(beside, "refresh_token");
    return (next.isEmpty() ? refreshToken : Optional.of(next))
        .<Grant>map(
            token ->
                new Grant.Granted(
                    new AccessToken(access), token, expiresAt(tokens.path("expires_in"))))
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
  private Grant ofText() {
    String body = answer.body();
    if (holdsTokens()) {
      return new Grant.Unknown(UNREADABLE);
    }
    return PlainText.findCode(body)
        .map(this::byCode)
        .or(() -> oauthWord(body))
        .orElseGet(
            () ->
                answer.isSuccess() && body.stripLeading().startsWith("{")
                    ? new Grant.Unknown(UNREADABLE)
                    : byStatus());
  }

  /** A gateway's page has words of all kinds, in its scripts and links too. */
  private Optional<Grant> oauthWord(String body) {
    return answer.status() >= 500 && PAGE.matcher(body).find()
        ? Optional.empty()
        : GrantWords.oauth(body).map(word -> byWord(word, Optional.empty()));
  }

  private boolean holdsTokens() {
    return TOKENS.matcher(answer.body()).find();
  }

  private Grant byStatus() {
    int status = answer.status();
    if (status == 401) {
      return new Grant.Denied("invalid_client", Optional.empty());
    }
    if (status == TOO_MANY) {
      return notNow("HTTP 429");
    }
    if (status >= 300 && status < 500 && status != 408) {
      return new Grant.NotSent("HTTP " + status + ": check m1bridge.m1.auth-url");
    }
    return unavailable("HTTP " + status + " without OAuth2's JSON: is a gateway in between?");
  }

  private Grant unavailable(String reason) {
    return new Grant.Unavailable(reason, retryAfter());
  }

  private Grant notNow(String reason) {
    return new Grant.Unavailable(reason, retryAfter(), true);
  }

  private Optional<Duration> retryAfter() {
    return answer.retryAfter().flatMap(header -> RetryAfter.read(header, now));
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

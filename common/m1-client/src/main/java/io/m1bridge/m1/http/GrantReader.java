package io.m1bridge.m1.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.OAuth2Port.Grant;
import io.m1bridge.m1.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Tells what an answer of the token endpoint means. */
final class GrantReader {

  private static final Logger LOG = Logger.getLogger(GrantReader.class);

  /**
   * Life of a token whose {@code expires_in} cannot be believed. Such tokens are kept, for the old
   * ones are gone; a short life only means a refresh sooner than needed.
   */
  static final Duration ASSUMED_LIFE = Duration.ofHours(1);

  /** What RFC 6749 allows in {@code error}, and no more than a word of it. */
  private static final Pattern ERROR_WORD = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

  private GrantReader() {}

  static Grant read(int status, JsonNode json, Instant now, String secret) {
    String access = Json.text(json, "access_token");
    String refresh = Json.text(json, "refresh_token");
    if (!access.isEmpty() && !refresh.isEmpty()) {
      return new Grant.Granted(
          new AccessToken(access), refresh, expiresAt(json.path("expires_in"), now));
    }
    String error = Json.text(json, "error");
    if (error.isEmpty()) {
      return FailureReader.findCode(json)
          .map(GrantReader::byCode)
          .orElseGet(() -> byStatus(status));
    }
    if (error.equals("server_error")) {
      // It may have failed after it had spent the refresh token.
      return new Grant.Unknown("M1 says: server_error");
    }
    return new Grant.Denied(word(error, secret), description(json, secret));
  }

  /** The API's own codes, should the token endpoint use them too. */
  private static Grant byCode(M1Code code) {
    return code.equals(M1Code.SERVER_ERROR)
        ? new Grant.Unknown("M1 says: server error")
        : new Grant.Denied(code.value(), Optional.empty());
  }

  private static Instant expiresAt(JsonNode expiresIn, Instant now) {
    ExpiresIn.Expiry expiry = ExpiresIn.read(expiresIn, now);
    if (expiry instanceof ExpiresIn.At at) {
      return at.instant();
    }
    LOG.warnf(
        "expires_in cannot be believed (%s): a token life of %s is assumed",
        ((ExpiresIn.Unbelievable) expiry).reason(), ASSUMED_LIFE);
    return now.plus(ASSUMED_LIFE);
  }

  private static String word(String error, String secret) {
    return ERROR_WORD.matcher(error).matches() && !error.contains(secret) ? error : "unknown_error";
  }

  /** M1 may quote what it was given. */
  private static Optional<String> description(JsonNode json, String secret) {
    String text = Json.text(json, "error_description");
    return text.isEmpty() || text.contains(secret)
        ? Optional.empty()
        : Optional.of(FailureReader.shorten(text));
  }

  /** An answer without tokens and without an OAuth2 error. */
  static Grant byStatus(int status) {
    if (status == 401) {
      return new Grant.Denied("invalid_client", Optional.empty());
    }
    if (status >= 300 && status < 500) {
      return new Grant.NotSent("HTTP " + status + ": check m1bridge.m1.auth-url");
    }
    return new Grant.Unknown(
        status >= 500 ? "HTTP " + status : "answer without tokens and without an error");
  }
}

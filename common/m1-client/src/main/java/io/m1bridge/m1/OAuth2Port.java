package io.m1bridge.m1;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * M1's OAuth2 calls. Both POSTs are made exactly once per call of a method: a refresh token works
 * once, so a silent repeat loses the grant.
 */
public interface OAuth2Port {

  /**
   * Where the browser goes to give consent; {@code state} is sent although M1 may not return it
   * (open).
   */
  URI authorizeUri(String clientId, URI redirectUri, String state);

  /** {@code POST /access_token} with {@code grant_type=authorization_code}. */
  CompletionStage<Grant> exchange(Client client, String code, URI redirectUri);

  /** {@code POST /access_token} with {@code grant_type=refresh_token}. */
  CompletionStage<Grant> refresh(Client client, String refreshToken);

  /** Client id and secret; the secret never appears in {@link #toString()}. */
  record Client(String id, String secret) {
    @Override
    public String toString() {
      return "Client[id=" + id + ", secret=redacted]";
    }
  }

  /** How a token call ended. */
  sealed interface Grant {

    /**
     * New tokens.
     *
     * @param refreshToken the new one; where a refresh brought none, the one that was sent, which
     *     then goes on (RFC 6749, 6)
     * @param expiresAt read from {@code expires_in} in any of its forms
     */
    record Granted(AccessToken accessToken, String refreshToken, Instant expiresAt)
        implements Grant {
      @Override
      public String toString() {
        return "Granted[expiresAt=" + expiresAt + "]";
      }
    }

    /**
     * The token endpoint said no: {@code invalid_grant}, {@code invalid_client}, …
     *
     * @param error M1's own word: an OAuth2 error, a code of M1's, or {@code unknown_error}
     */
    record Denied(String error, Optional<String> description) implements Grant {
      /**
       * Whether it was the client that was refused, id or secret: then the grant was not looked at,
       * and what helps is another declaration. Everything else may be said of a dead grant.
       */
      public boolean isAboutClient() {
        return error.equals("invalid_client") || error.equals("unauthorized_client");
      }
    }

    /**
     * Surely not done: the connection was refused, the name unknown, or somebody said so before M1
     * read it. A repeat is safe.
     */
    record NotSent(String reason) implements Grant {}

    /**
     * No word of OAuth2: a gateway's page under any HTTP status, or M1 says that it cannot now. It
     * was most likely not done, but a gateway may hide an answer that was.
     *
     * @param retryAfter when to come again, at most an hour; empty if it was not said
     * @param isNotNow whether it says that there were too many calls, or to come later: the answer
     *     of somebody who works and says nothing of this grant
     */
    record Unavailable(String reason, Optional<Duration> retryAfter, boolean isNotNow)
        implements Grant {

      /** A gateway's page, or a failure. */
      public Unavailable(String reason, Optional<Duration> retryAfter) {
        this(reason, retryAfter, false);
      }
    }

    /**
     * The answer is lost. It may have happened: the tokens may have been rotated without our
     * knowing the new ones.
     */
    record Unknown(String reason) implements Grant {}
  }
}

package io.m1bridge.m1;

import java.net.URI;
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
     * M1 said no: {@code invalid_grant}, {@code invalid_client}, …
     *
     * @param error M1's own word, a known OAuth2 error or a shortened unknown one
     */
    record Denied(String error, Optional<String> description) implements Grant {
      /** Whether the grant itself is dead, so that only a person can bring it back. */
      public boolean grantIsDead() {
        return error.equals("invalid_grant");
      }
    }

    /**
     * Surely not done: the connection was refused, the name unknown, or M1 said so before reading
     * it. A repeat is safe.
     */
    record NotSent(String reason) implements Grant {}

    /** It may have happened: the tokens may have been rotated without our knowing the new ones. */
    record Unknown(String reason) implements Grant {}
  }
}

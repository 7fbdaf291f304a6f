package io.m1bridge.token.refresh;

import io.m1bridge.m1.OAuth2Port.Grant;
import io.m1bridge.token.state.TokenSet;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/** Makes a generation of what M1 answered. */
public final class TokenSets {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int FINGERPRINT_BYTES = 12;

  private TokenSets() {}

  /** A generation with a fingerprint of its own: random, so that it tells nothing. */
  public static TokenSet of(Grant.Granted granted, long generation, Instant now) {
    byte[] fingerprint = new byte[FINGERPRINT_BYTES];
    RANDOM.nextBytes(fingerprint);
    return new TokenSet(
        generation,
        granted.accessToken().value(),
        granted.refreshToken(),
        Base64.getUrlEncoder().withoutPadding().encodeToString(fingerprint),
        now,
        granted.expiresAt(),
        false);
  }
}

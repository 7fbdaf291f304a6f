package io.m1bridge.benchmarks.oidc;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import org.jspecify.annotations.Nullable;

/** A volatile field and a check, as the guide's section about using {@code OidcClient} directly. */
final class DirectHolder implements Holder {

  private final OidcClient client;
  private volatile Tokens current;

  DirectHolder(OidcClient client, Tokens first) {
    this.client = client;
    this.current = first;
  }

  @Override
  public String accessToken() {
    Tokens tokens = current;
    if (tokens.isAccessTokenExpired()) {
      tokens = client.refreshTokens(tokens.getRefreshToken()).await().indefinitely();
      current = tokens;
    }
    return tokens.getAccessToken();
  }

  @Override
  public @Nullable String refreshToken() {
    return current.getRefreshToken();
  }
}

package io.m1bridge.benchmarks.oidc;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.oidc.client.runtime.TokensHelper;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@code TokensHelper}, as the client's own request filters use it. */
final class HelperHolder implements Holder {

  private final TokensHelper helper = new TokensHelper();
  private final OidcClient client;

  HelperHolder(OidcClient client, Tokens first) {
    this.client = new StartingWith(client, first);
    helper.initTokens(this.client);
  }

  @Override
  public String accessToken() {
    return helper.getTokens(client).await().indefinitely().getAccessToken();
  }

  @Override
  public @Nullable String refreshToken() {
    try {
      return helper.getTokens(client).await().indefinitely().getRefreshToken();
    } catch (IllegalStateException e) {
      return null; // it has thrown its tokens away
    }
  }

  /**
   * The tokens that a person's consent gave, once, as a code would; everything else is the real
   * client's.
   */
  private static final class StartingWith implements OidcClient {
    private final OidcClient client;
    private final AtomicReference<@Nullable Tokens> first;

    StartingWith(OidcClient client, Tokens first) {
      this.client = client;
      this.first = new AtomicReference<>(first);
    }

    @Override
    public Uni<Tokens> getTokens(Map<String, String> parameters) {
      Tokens once = first.getAndSet(null);
      return once == null
          ? Uni.createFrom().failure(new IllegalStateException("A person must consent again"))
          : Uni.createFrom().item(once);
    }

    @Override
    public Uni<Tokens> refreshTokens(String refreshToken, Map<String, String> parameters) {
      return client.refreshTokens(refreshToken, parameters);
    }

    @Override
    public Uni<Boolean> revokeAccessToken(String token, Map<String, String> parameters) {
      return client.revokeAccessToken(token, parameters);
    }

    @Override
    public void close() throws IOException {
      client.close();
    }
  }
}

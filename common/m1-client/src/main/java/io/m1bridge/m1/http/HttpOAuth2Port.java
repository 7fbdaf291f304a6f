package io.m1bridge.m1.http;

import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.m1.wire.FormEncoder;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * M1's OAuth2 over HTTP. The parameters stand in the URL because M1's page says so. The transport
 * is one with a new connection for every call: a kept one that breaks as it is used would leave it
 * open whether the refresh token was spent.
 */
final class HttpOAuth2Port implements OAuth2Port {

  private final Transport transport;
  private final String base;
  private final Clock clock;

  HttpOAuth2Port(Transport transport, URI base, Clock clock) {
    this.transport = transport;
    this.base = base.toString().replaceAll("/+$", "");
    this.clock = clock;
  }

  @Override
  public URI authorizeUri(String clientId, URI redirectUri, String state) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", clientId);
    parameters.put("redirect_uri", redirectUri.toString());
    parameters.put("response_type", "code");
    parameters.put("state", state);
    return URI.create(base + "/authorize?" + FormEncoder.encode(parameters));
  }

  @Override
  public CompletionStage<Grant> exchange(Client client, String code, URI redirectUri) {
    Map<String, String> parameters = parameters(client, "authorization_code");
    parameters.put("code", code);
    parameters.put("redirect_uri", redirectUri.toString());
    return post(parameters, code, Optional.empty());
  }

  @Override
  public CompletionStage<Grant> refresh(Client client, String refreshToken) {
    Map<String, String> parameters = parameters(client, "refresh_token");
    parameters.put("refresh_token", refreshToken);
    return post(parameters, refreshToken, Optional.of(refreshToken));
  }

  private static Map<String, String> parameters(Client client, String grantType) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", client.id());
    parameters.put("client_secret", client.secret());
    parameters.put("grant_type", grantType);
    return parameters;
  }

  private CompletionStage<Grant> post(
      Map<String, String> parameters, String secret, Optional<String> refreshToken) {
    URI uri = URI.create(base + "/access_token?" + FormEncoder.encode(parameters));
    return transport.post(uri, "").thenApply(reply -> grant(reply, secret, refreshToken));
  }

  private Grant grant(Reply reply, String secret, Optional<String> refreshToken) {
    if (reply instanceof Reply.NotSent notSent) {
      return new Grant.NotSent(notSent.reason());
    }
    if (reply instanceof Reply.Lost lost) {
      return new Grant.Unknown(lost.reason());
    }
    return new GrantReader((Reply.Answer) reply, clock.instant(), secret, refreshToken).read();
  }
}

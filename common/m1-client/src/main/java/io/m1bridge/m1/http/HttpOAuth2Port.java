package io.m1bridge.m1.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.OAuth2Port;
import io.m1bridge.m1.wire.FormEncoder;
import io.m1bridge.m1.wire.Json;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
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
    return post(parameters, code);
  }

  @Override
  public CompletionStage<Grant> refresh(Client client, String refreshToken) {
    Map<String, String> parameters = parameters(client, "refresh_token");
    parameters.put("refresh_token", refreshToken);
    return post(parameters, refreshToken);
  }

  private static Map<String, String> parameters(Client client, String grantType) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", client.id());
    parameters.put("client_secret", client.secret());
    parameters.put("grant_type", grantType);
    return parameters;
  }

  private CompletionStage<Grant> post(Map<String, String> parameters, String secret) {
    URI uri = URI.create(base + "/access_token?" + FormEncoder.encode(parameters));
    return transport.post(uri, "").thenApply(reply -> grant(reply, secret));
  }

  private Grant grant(Reply reply, String secret) {
    if (reply instanceof Reply.NotSent notSent) {
      return new Grant.NotSent(notSent.reason());
    }
    if (reply instanceof Reply.Lost lost) {
      return new Grant.Unknown(lost.reason());
    }
    Reply.Answer answer = (Reply.Answer) reply;
    return Json.parse(answer.body())
        .filter(JsonNode::isObject)
        .map(json -> GrantReader.read(answer.status(), json, clock.instant(), secret))
        .orElseGet(() -> GrantReader.byStatus(answer.status()));
  }
}

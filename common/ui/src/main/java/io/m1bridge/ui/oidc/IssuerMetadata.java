package io.m1bridge.ui.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;

/**
 * What we need of an issuer's discovery document.
 *
 * @param secretInForm whether the client's secret goes into the form; else into the header
 */
record IssuerMetadata(
    URI authorizationEndpoint, URI tokenEndpoint, URI jwksUri, boolean secretInForm) {

  static final String PATH = "/.well-known/openid-configuration";

  static IssuerMetadata of(JsonNode document, OidcSettings settings) throws OidcException {
    String named = document.path("issuer").asText();
    if (!named.equals(settings.issuer().toString())) {
      throw unfit("the discovery document names another issuer than m1bridge.ui.oidc.issuer");
    }
    JsonNode methods = document.path("token_endpoint_auth_methods_supported");
    return new IssuerMetadata(
        endpoint(document, "authorization_endpoint", settings.policy()),
        endpoint(document, "token_endpoint", settings.policy()),
        endpoint(document, "jwks_uri", settings.policy()),
        has(methods, "client_secret_post") && !has(methods, "client_secret_basic"));
  }

  private static boolean has(JsonNode values, String wanted) {
    for (JsonNode value : values) {
      if (value.asText().equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static URI endpoint(JsonNode document, String name, TransportPolicy policy)
      throws OidcException {
    try {
      URI endpoint = URI.create(document.path(name).asText());
      if (policy.covers(endpoint) && endpoint.getRawFragment() == null) {
        return endpoint;
      }
    } catch (IllegalArgumentException e) {
      throw unfit("the discovery document's " + name + " is no address");
    }
    throw unfit("the discovery document's " + name + " is missing or not https");
  }

  private static OidcException unfit(String reason) {
    return new OidcException(OidcFailure.ISSUER_UNFIT, reason);
  }
}

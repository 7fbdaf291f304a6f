package io.m1bridge.benchmarks.spring;

import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.DefaultMapOAuth2AccessTokenResponseConverter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/** M1 as a client registration, and what its unusual answers need. */
final class M1Registration {

  static final String ID = "m1";

  private M1Registration() {}

  static ClientRegistration of(URI auth, String clientId, String clientSecret) {
    return ClientRegistration.withRegistrationId(ID)
        .clientId(clientId)
        .clientSecret(clientSecret)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .redirectUri("http://127.0.0.1/callback")
        .authorizationUri(auth + "/authorize")
        .tokenUri(auth + "/access_token")
        .build();
  }

  /**
   * The reference's way to customize a response: M1 names no token type, and its {@code expires_in}
   * is an instant in epoch milliseconds.
   */
  static OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> refreshClient(
      Clock clock) {
    DefaultMapOAuth2AccessTokenResponseConverter standard =
        new DefaultMapOAuth2AccessTokenResponseConverter();
    OAuth2AccessTokenResponseHttpMessageConverter converter =
        new OAuth2AccessTokenResponseHttpMessageConverter();
    converter.setAccessTokenResponseConverter(
        parameters -> {
          Map<String, Object> plain = new HashMap<>(parameters);
          plain.put("token_type", "Bearer");
          long expires = Long.parseLong(String.valueOf(parameters.get("expires_in")));
          plain.put("expires_in", (expires - clock.millis()) / 1000);
          return standard.convert(plain);
        });
    RestClient http =
        RestClient.builder()
            .messageConverters(
                converters -> {
                  converters.clear();
                  converters.add(new FormHttpMessageConverter());
                  converters.add(converter);
                })
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build();
    RestClientRefreshTokenTokenResponseClient client =
        new RestClientRefreshTokenTokenResponseClient();
    client.setRestClient(http);
    return client;
  }
}

package io.m1bridge.ui.signin;

import io.m1bridge.ui.oidc.OidcConfig;
import io.m1bridge.ui.oidc.OidcSettings;
import io.quarkus.arc.DefaultBean;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/**
 * By OpenID Connect where an issuer is configured; else by token, as Jupyter does. Checks its
 * settings when it is made, which {@link UiGuard} sees to at the start.
 */
@ApplicationScoped
@DefaultBean
class ConfiguredUiSignIn implements UiSignIn {

  private final TokenUiSignIn token;
  private final Optional<OidcUiSignIn> oidc;
  private final boolean takesToken;

  @Inject
  ConfiguredUiSignIn(SignInConfig config, OidcConfig oidcConfig, TokenUiSignIn token, Clock clock) {
    this.token = token;
    this.oidc =
        OidcSettings.of(oidcConfig, config.allowInsecure())
            .map(
                settings ->
                    new OidcUiSignIn(
                        settings,
                        config.sessionLife(),
                        config.allowInsecure(),
                        clock,
                        new SecureRandom()));
    this.takesToken = oidc.isEmpty() || oidcConfig.tokenForScripts();
    if (oidc.isPresent() && takesToken && config.token().isEmpty()) {
      throw new IllegalArgumentException(
          "m1bridge.ui.oidc.token-for-scripts needs m1bridge.ui.token: none is printed where people sign in by OpenID Connect");
    }
  }

  Optional<OidcUiSignIn> oidc() {
    return oidc;
  }

  @Override
  public boolean isSignedIn(HttpServerRequest request) {
    return oidc.map(way -> way.hasSession(request)).orElseGet(() -> token.hasSession(request))
        || (takesToken && token.hasToken(request));
  }

  @Override
  public boolean isOperator(HttpServerRequest request) {
    return oidc.map(way -> way.isOperator(request) || (takesToken && token.hasToken(request)))
        .orElse(true);
  }

  @Override
  public Optional<String> person(HttpServerRequest request) {
    return oidc.flatMap(way -> way.person(request));
  }

  @Override
  public boolean takesToken() {
    return takesToken;
  }

  @Override
  public String signInPage(String returnTo) {
    return oidc.isPresent()
        ? OidcUiSignIn.startPage(ReturnPath.of(returnTo))
        : UiGuard.signInPage(returnTo);
  }

  /** On standard output, not in the log: logs are collected and kept. */
  void announce(@ObservesAsync HttpServerStart started) {
    if (oidc.isEmpty()) {
      token.announcement().ifPresent(System.out::println);
    }
  }
}

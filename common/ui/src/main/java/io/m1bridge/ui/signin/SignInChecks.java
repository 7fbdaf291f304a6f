package io.m1bridge.ui.signin;

import io.m1bridge.production.Finding;
import io.m1bridge.production.ProductionCheck;
import io.m1bridge.ui.oidc.OidcConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** What signing in must not be like in production. */
class SignInChecks {

  /** A token of its own for every start and every replica, which stands in what was printed. */
  @Produces
  @Singleton
  static ProductionCheck randomToken(SignInConfig config, OidcConfig oidc) {
    return () ->
        config.token().isEmpty() && oidc.issuer().isEmpty()
            ? List.of(
                Finding.severe(
                    "m1bridge.ui.token",
                    "the token for signing in is a new one at every start and at every replica,"
                        + " and is printed",
                    "Set one for all (openssl rand -hex 32), or m1bridge.ui.oidc.issuer"))
            : List.of();
  }

  @Produces
  @Singleton
  static ProductionCheck plainHttp(SignInConfig config) {
    return () ->
        config.allowInsecure()
            ? List.of(
                Finding.warning(
                    "m1bridge.ui.allow-insecure",
                    "people may sign in over plain http: everyone on the way can read the token"
                        + " and the session",
                    "Put https in front, and set it to false"))
            : List.of();
  }
}

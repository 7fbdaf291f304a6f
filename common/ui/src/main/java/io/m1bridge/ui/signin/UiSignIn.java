package io.m1bridge.ui.signin;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * How people sign in. The default compares a token or asks an OpenID Connect issuer; a bean of this
 * type replaces it, and {@link UiGuard} and the pages stay as they are.
 */
public interface UiSignIn {

  /**
   * Whether this request comes from someone who signed in. Must not block: it is asked on the event
   * loop.
   */
  boolean isSignedIn(HttpServerRequest request);

  /**
   * Whether someone who signed in may act, not only look. Everybody, where signing in proves only
   * that somebody knows the token.
   */
  default boolean isOperator(HttpServerRequest request) {
    return true;
  }

  /**
   * Who it is, for the audit: a name that people know. Empty where signing in proves only that
   * somebody knows the token.
   */
  default Optional<String> person(HttpServerRequest request) {
    return Optional.empty();
  }

  /** Whether {@code Authorization: token …} is a way in for scripts. */
  default boolean takesToken() {
    return false;
  }

  /**
   * Where a browser goes to sign in.
   *
   * @param returnTo path and query of this service to come back to
   * @return a path of this service
   */
  String signInPage(String returnTo);
}

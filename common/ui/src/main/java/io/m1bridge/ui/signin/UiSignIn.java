package io.m1bridge.ui.signin;

import io.vertx.core.http.HttpServerRequest;

/**
 * How people sign in. The default compares a token; a bean of this type (say, for OIDC) replaces
 * it, and {@link UiGuard} and the pages stay as they are.
 */
public interface UiSignIn {

  /**
   * Whether this request comes from someone who signed in. Must not block: it is asked on the event
   * loop.
   */
  boolean isSignedIn(HttpServerRequest request);

  /**
   * Where a browser goes to sign in.
   *
   * @param returnTo path and query of this service to come back to
   * @return a path of this service
   */
  String signInPage(String returnTo);
}

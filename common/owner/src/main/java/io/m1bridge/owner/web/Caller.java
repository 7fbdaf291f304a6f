package io.m1bridge.owner.web;

import io.m1bridge.ui.signin.UiSignIn;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Who asks, for commands and their audit. */
@ApplicationScoped
public class Caller {

  /** Where signing in proves only that somebody knows the token. */
  private static final String SOMEBODY = "a person with the token";

  private final UiSignIn signIn;

  Caller(UiSignIn signIn) {
    this.signIn = signIn;
  }

  /** The person; without OpenID Connect nobody knows it. */
  public String name(HttpServerRequest request) {
    return signIn.person(request).orElse(SOMEBODY);
  }

  /** Whether the caller may act, not only look. */
  public boolean isOperator(HttpServerRequest request) {
    return signIn.isOperator(request);
  }
}

package io.m1bridge.contactsync.web;

import io.m1bridge.ui.signin.UiSignIn;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Who asks, for commands and their audit. */
@ApplicationScoped
class Caller {

  /** Where signing in proves only that somebody knows the token. */
  private static final String SOMEBODY = "a person with the token";

  private final UiSignIn signIn;

  Caller(UiSignIn signIn) {
    this.signIn = signIn;
  }

  String name(HttpServerRequest request) {
    return signIn.person(request).orElse(SOMEBODY);
  }

  boolean isOperator(HttpServerRequest request) {
    return signIn.isOperator(request);
  }
}

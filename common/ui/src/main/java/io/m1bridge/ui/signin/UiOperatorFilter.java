package io.m1bridge.ui.signin;

import io.m1bridge.ui.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** After {@link UiProtectedFilter}, which knows whether anybody signed in. */
@Provider
@UiOperator
@Priority(Priorities.AUTHORIZATION)
class UiOperatorFilter implements ContainerRequestFilter {

  private final UiSignIn signIn;
  private final HttpServerRequest request;

  @Inject
  UiOperatorFilter(UiSignIn signIn, HttpServerRequest request) {
    this.signIn = signIn;
    this.request = request;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    if (!signIn.isOperator(request)) {
      throw Problem.of(403, "not-an-operator", "You may look, not act")
          .withAdvice(
              "Ask for one of m1bridge.ui.oidc.operator-groups or .operator-subjects, and sign in again.")
          .toException();
    }
  }
}

package io.m1bridge.ui.signin;

import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** The same rule as {@link UiGuard}, for resources marked {@link UiProtected}. */
@Provider
@UiProtected
@Priority(Priorities.AUTHENTICATION)
class UiProtectedFilter implements ContainerRequestFilter {

  private final UiSignIn signIn;
  private final HttpServerRequest request;

  @Inject
  UiProtectedFilter(UiSignIn signIn, HttpServerRequest request) {
    this.signIn = signIn;
    this.request = request;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    Verdict verdict = Verdict.on(request, signIn);
    if (verdict instanceof Verdict.SignIn redirect) {
      context.abortWith(
          Response.status(303).header(HttpHeaders.LOCATION, redirect.location()).build());
    } else if (verdict instanceof Verdict.Refuse refusal) {
      throw refusal.problem().toException();
    } else if (verdict instanceof Verdict.Reload) {
      context.abortWith(Response.ok(UiGuard.RELOAD, "text/html;charset=UTF-8").build());
    }
  }
}

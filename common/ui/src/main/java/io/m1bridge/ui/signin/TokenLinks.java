package io.m1bridge.ui.signin;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Links with {@code ?token=…}: signs in and sends the browser on to the same address without the
 * token, so that it stays neither in the address bar nor in what the page sends on.
 */
@ApplicationScoped
class TokenLinks {

  private static final String PARAMETER = "token";

  private final ConfiguredUiSignIn configured;
  private final TokenUiSignIn signIn;

  @Inject
  TokenLinks(ConfiguredUiSignIn configured, TokenUiSignIn signIn) {
    this.configured = configured;
    this.signIn = signIn;
  }

  /** Answers the request if it carries a token. */
  boolean answered(RoutingContext context) {
    HttpServerRequest request = context.request();
    String candidate =
        request.method() == HttpMethod.GET ? context.queryParams().get(PARAMETER) : null;
    if (candidate == null) {
      return false;
    }
    String next =
        UiGuard.SIGN_IN_PATH.equals(context.normalizedPath())
            ? context.queryParams().get("next")
            : strip(request);
    String returnTo = ReturnPath.of(next).value();
    if (configured.oidc().isPresent()) {
      // Not looked at, but an old link must not carry it to the next page either.
      redirect(context, UiGuard.signInPage(returnTo, SignInFailure.NO_TOKENS));
      return true;
    }
    SignInOutcome outcome = signIn.attempt(request, candidate);
    String location =
        SignInFailure.of(outcome)
            .map(failure -> UiGuard.signInPage(returnTo, failure))
            .orElse(returnTo);
    if (outcome instanceof SignInOutcome.Accepted accepted) {
      context
          .response()
          .putHeader(
              HttpHeaders.SET_COOKIE,
              SessionCookie.set(request, accepted.session(), signIn.sessionLife()));
    }
    redirect(context, location);
    return true;
  }

  private static void redirect(RoutingContext context, String location) {
    context.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, location).end();
  }

  private static String strip(HttpServerRequest request) {
    @Nullable String query = request.query();
    String kept =
        query == null
            ? ""
            : Arrays.stream(query.split("&"))
                .filter(pair -> !pair.startsWith(PARAMETER + "="))
                .collect(Collectors.joining("&"));
    return kept.isEmpty() ? request.path() : request.path() + "?" + kept;
  }
}

package io.m1bridge.ui.signin;

import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemResponses;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Lets only people who signed in see protected paths, static files included. Stands before REST and
 * before the framework's own authentication, and touches no other path: JWT-protected REST beside
 * it is not its business.
 *
 * <p>Why: {@code docs/rationale.md#the-guard-of-the-pages-is-a-filter-of-ours}.
 */
@ApplicationScoped
class UiGuard {

  static final String SIGN_IN_PATH = "/sign-in";

  /** After the security headers, before authentication (200). */
  private static final int PRIORITY = 250;

  static final String RELOAD =
      """
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0">\
      <link rel="icon" href="/m1bridge-ui/icon.svg"><title>m1-bridge</title></head><body><a href="">Continue</a></body></html>
      """;

  private final ProtectedPaths paths;
  private final UiSignIn signIn;
  private final boolean takesToken;
  private final TokenLinks links;
  private final ProblemResponses problems;

  @Inject
  UiGuard(SignInConfig config, UiSignIn signIn, TokenLinks links, ProblemResponses problems) {
    this.paths = new ProtectedPaths(config.protectedPaths());
    this.signIn = signIn;
    // Asked now, so that wrong settings end the start and do not wait for the first visitor.
    this.takesToken = signIn.takesToken();
    this.links = links;
    this.problems = problems;
  }

  static String signInPage(String returnTo) {
    return SIGN_IN_PATH + "?next=" + URLEncoder.encode(returnTo, StandardCharsets.UTF_8);
  }

  static String signInPage(String returnTo, SignInFailure failure) {
    return signInPage(returnTo) + "&failed=" + failure.name();
  }

  void register(@Observes Filters filters) {
    filters.register(this::handle, PRIORITY);
  }

  private void handle(RoutingContext context) {
    String path = context.normalizedPath();
    boolean covered = paths.covers(path);
    if ((covered || path.equals(SIGN_IN_PATH)) && links.answered(context)) {
      return;
    }
    if (covered) {
      context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      if (answered(context.request())) {
        return;
      }
    }
    context.next();
  }

  /** Answers a request that may not pass. */
  private boolean answered(HttpServerRequest request) {
    Verdict verdict = Verdict.on(request, signIn);
    if (verdict instanceof Verdict.Pass) {
      return false;
    }
    HttpServerResponse response = request.response();
    if (verdict instanceof Verdict.SignIn redirect) {
      response.setStatusCode(303).putHeader(HttpHeaders.LOCATION, redirect.location()).end();
    } else if (verdict instanceof Verdict.Refuse refusal) {
      refuse(request, refusal.problem());
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8").end(RELOAD);
    }
    return true;
  }

  private void refuse(HttpServerRequest request, Problem problem) {
    boolean script = request.getHeader("X-Requested-With") != null;
    var body =
        problems.render(
            problem.withInstance(request.path()), script ? null : request.getHeader("Accept"));
    if (problem.status() == 401 && takesToken) {
      request.response().putHeader("WWW-Authenticate", "token");
    }
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, body.mediaType())
        .end(body.content());
  }
}

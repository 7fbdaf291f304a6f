package io.m1bridge.ui.signin;

import io.m1bridge.ui.problem.Problem;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a request for a protected page.
 *
 * <p>Why: {@code docs/rationale.md#writes-of-other-origins-are-told-by-their-headers}.
 */
sealed interface Verdict {

  record Pass() implements Verdict {}

  /** To the sign-in page. */
  record SignIn(String location) implements Verdict {}

  /**
   * Load the same address again. A strict cookie is not sent when the browser comes from another
   * site (M1's consent page, a link in a wiki); a page of ours that reloads itself makes it a visit
   * from this site.
   */
  record Reload() implements Verdict {}

  record Refuse(Problem problem) implements Verdict {}

  static Verdict on(HttpServerRequest request, UiSignIn signIn) {
    if (!signIn.isSignedIn(request)) {
      return isNavigation(request) ? comeBack(request, signIn) : new Refuse(notSignedIn(signIn));
    }
    return isForged(request) ? new Refuse(forged()) : new Pass();
  }

  private static Verdict comeBack(HttpServerRequest request, UiSignIn signIn) {
    return "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
        ? new Reload()
        : new SignIn(signIn.signInPage(request.uri()));
  }

  /**
   * A person's browser that would follow a redirect to a page; a script's request would take that
   * page for its answer.
   */
  private static boolean isNavigation(HttpServerRequest request) {
    String accept = request.getHeader("Accept");
    return isSafe(request)
        && accept != null
        && accept.toLowerCase(Locale.ROOT).contains("text/html")
        && request.getHeader("X-Requested-With") == null;
  }

  /**
   * A write that another origin made the browser send. The strict cookie stops other sites, not
   * another port of this host. What is no browser sends neither header.
   */
  static boolean isForged(HttpServerRequest request) {
    if (isSafe(request)) {
      return false;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    String origin = request.getHeader("Origin");
    return origin != null && !origin.equals(ownOrigin(request));
  }

  private static @Nullable String ownOrigin(HttpServerRequest request) {
    return request.authority() == null ? null : request.scheme() + "://" + request.authority();
  }

  private static boolean isSafe(HttpServerRequest request) {
    return request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
  }

  private static Problem notSignedIn(UiSignIn signIn) {
    return Problem.of(401, "not-signed-in", "Not signed in")
        .withAdvice(
            signIn.takesToken()
                ? "Sign in at /sign-in with a browser, or send the header `Authorization: token <the UI token>`."
                : "Sign in at /sign-in with a browser.");
  }

  static Problem forged() {
    return Problem.of(403, "cross-origin", "This request was sent by a page of another origin")
        .withAdvice(
            "Repeat it on the page itself. Behind a proxy: forward the Host header as the browser sent it.");
  }
}

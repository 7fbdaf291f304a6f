package io.m1bridge.ui.signin;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that holds a session. Cookies do not know ports, so one sign-in serves all our
 * services on one host. Over https its name has the {@code __Host-} prefix, which no other host and
 * no plain http page can set.
 */
final class SessionCookie {

  private static final String NAME = "m1bridge-session";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private SessionCookie() {}

  static @Nullable String read(HttpServerRequest request) {
    Cookie cookie = request.getCookie(name(request));
    return cookie == null ? null : cookie.getValue();
  }

  /** A {@code Set-Cookie} value. */
  static String set(HttpServerRequest request, String session, Duration life) {
    return cookie(request, session).setMaxAge(life.toSeconds()).encode();
  }

  /** A {@code Set-Cookie} value that makes the browser forget the session. */
  static String clear(HttpServerRequest request) {
    return cookie(request, "").setMaxAge(0).encode();
  }

  /**
   * Whether nobody between the browser and us can read along: https, or a browser on this machine.
   */
  static boolean isPrivateLine(HttpServerRequest request) {
    return isHttps(request)
        || (request.authority() != null && LOOPBACK.contains(request.authority().host()));
  }

  private static Cookie cookie(HttpServerRequest request, String value) {
    return Cookie.cookie(name(request), value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(isHttps(request))
        .setSameSite(CookieSameSite.STRICT);
  }

  private static String name(HttpServerRequest request) {
    return isHttps(request) ? "__Host-" + NAME : NAME;
  }

  static boolean isHttps(HttpServerRequest request) {
    return "https".equals(request.scheme());
  }
}

package io.m1bridge.ui.signin;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Binds a sign-in to the browser that began it. Lax, since the issuer leads the browser back; named
 * after the state, so that two tabs, or two services on one host, do not overwrite each other's.
 */
final class TicketCookie {

  private static final Pattern STATE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private TicketCookie() {}

  static Optional<Ticket> read(HttpServerRequest request, String state) {
    return STATE.matcher(state).matches()
        ? Optional.ofNullable(request.getCookie(name(request, state)))
            .flatMap(cookie -> Ticket.parse(cookie.getValue()))
        : Optional.empty();
  }

  /** A {@code Set-Cookie} value. */
  static String set(HttpServerRequest request, String state, Ticket ticket) {
    return cookie(request, state, ticket.value()).setMaxAge(Ticket.LIFE.toSeconds()).encode();
  }

  /** A {@code Set-Cookie} value that makes the browser forget the ticket. */
  static String clear(HttpServerRequest request, String state) {
    return cookie(request, state, "").setMaxAge(0).encode();
  }

  private static Cookie cookie(HttpServerRequest request, String state, String value) {
    return Cookie.cookie(name(request, state), value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(SessionCookie.isHttps(request))
        .setSameSite(CookieSameSite.LAX);
  }

  private static String name(HttpServerRequest request, String state) {
    return (SessionCookie.isHttps(request) ? "__Host-" : "")
        + "m1bridge-oidc-"
        + state.substring(0, 8);
  }
}

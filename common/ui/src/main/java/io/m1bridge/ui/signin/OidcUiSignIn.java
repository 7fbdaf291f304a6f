package io.m1bridge.ui.signin;

import io.m1bridge.ui.oidc.OidcException;
import io.m1bridge.ui.oidc.OidcFlow;
import io.m1bridge.ui.oidc.OidcSettings;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Signing in by OpenID Connect, seen from our pages: tickets before, sessions after. */
final class OidcUiSignIn {

  static final String START_PATH = UiGuard.SIGN_IN_PATH + "/start";
  static final String CALLBACK_PATH = UiGuard.SIGN_IN_PATH + "/callback";

  private final OidcSettings settings;
  private final OidcFlow flow;
  private final Sessions sessions;
  private final boolean allowInsecure;
  private final Clock clock;
  private final SecureRandom random;

  OidcUiSignIn(
      OidcSettings settings,
      Duration sessionLife,
      boolean allowInsecure,
      Clock clock,
      SecureRandom random) {
    this.settings = settings;
    this.allowInsecure = allowInsecure;
    this.clock = clock;
    this.random = random;
    // From the client's secret, so that services and replicas share sessions; with who may enter,
    // so that striking somebody off ends what was opened under the old list.
    byte[] key =
        UiToken.hmac(settings.clientSecret(), "m1bridge.ui.oidc.v1|" + OidcFlow.identity(settings));
    this.sessions = new Sessions(UiToken.hmac(key, "session"), sessionLife, clock, random);
    byte[] handshakes = UiToken.hmac(key, "handshake");
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    this.flow =
        new OidcFlow(
            settings, clock, text -> base64.encodeToString(UiToken.hmac(handshakes, text)));
  }

  static String startPage(ReturnPath next) {
    return START_PATH + "?next=" + URLEncoder.encode(next.value(), StandardCharsets.UTF_8);
  }

  boolean hasSession(HttpServerRequest request) {
    String session = SessionCookie.read(request);
    return session != null && sessions.isValid(session);
  }

  boolean isOperator(HttpServerRequest request) {
    String session = SessionCookie.read(request);
    return session != null && sessions.isOperator(session);
  }

  Optional<String> person(HttpServerRequest request) {
    return Optional.ofNullable(SessionCookie.read(request)).flatMap(sessions::person);
  }

  Duration sessionLife() {
    return sessions.life();
  }

  boolean mayUse(HttpServerRequest request) {
    return allowInsecure || SessionCookie.isPrivateLine(request);
  }

  Ticket ticket(ReturnPath next) {
    return Ticket.fresh(clock.instant(), random, next);
  }

  boolean isLive(Ticket ticket) {
    return clock.instant().isBefore(ticket.end());
  }

  OidcFlow.Begun begin(HttpServerRequest request, Ticket ticket) throws OidcException {
    return flow.begin(ticket.value(), redirectUri(request));
  }

  /**
   * @return the value for the session's cookie
   */
  String finish(HttpServerRequest request, Ticket ticket, OidcFlow.Returned returned)
      throws OidcException {
    return sessions.open(flow.finish(ticket.value(), redirectUri(request), returned));
  }

  private String redirectUri(HttpServerRequest request) {
    return settings.redirectBase().orElseGet(() -> request.scheme() + "://" + request.authority())
        + CALLBACK_PATH;
  }
}

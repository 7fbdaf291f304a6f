package io.m1bridge.ui.signin;

import io.quarkus.vertx.http.HttpServer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Wires signing in by token: as Jupyter does, for installations without a sign-in of their own. */
@ApplicationScoped
class TokenUiSignIn {

  /** {@code Authorization: token …}: not Bearer, which is for the JWTs that services present. */
  private static final String SCHEME = "token ";

  private final UiToken token;
  private final boolean generated;
  private final TokenSignIn signIn;
  private final HttpServer server;
  private final AtomicBoolean announced = new AtomicBoolean();

  @Inject
  TokenUiSignIn(SignInConfig config, HttpServer server, Clock clock) {
    SecureRandom random = new SecureRandom();
    this.generated = config.token().isEmpty();
    this.token = config.token().map(UiToken::given).orElseGet(() -> UiToken.random(random));
    this.signIn =
        new TokenSignIn(
            token,
            new Sessions(token.sessionKey(), config.sessionLife(), clock, random),
            new SignInThrottle(clock),
            config.allowInsecure());
    this.server = server;
  }

  boolean hasSession(HttpServerRequest request) {
    String session = SessionCookie.read(request);
    return session != null && signIn.isValidSession(session);
  }

  /** Whether it is a script that knows the token. */
  boolean hasToken(HttpServerRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && attempt(request, authorization.substring(SCHEME.length()))
            instanceof SignInOutcome.Accepted;
  }

  SignInOutcome attempt(HttpServerRequest request, String candidate) {
    return signIn.attempt(
        candidate, request.remoteAddress().hostAddress(), SessionCookie.isPrivateLine(request));
  }

  Duration sessionLife() {
    return signIn.sessionLife();
  }

  /** The link that signs in, once. None for a token that was given: whoever gave it knows it. */
  Optional<String> announcement() {
    return generated && announced.compareAndSet(false, true)
        ? Optional.of("Sign in at " + server.getLocalBaseUri().resolve("/?token=" + token.reveal()))
        : Optional.empty();
  }
}

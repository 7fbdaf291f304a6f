package io.m1bridge.ui.signin;

import io.quarkus.arc.DefaultBean;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Wires signing in by token: as Jupyter does, for installations without a sign-in of their own. */
@ApplicationScoped
@DefaultBean
class TokenUiSignIn implements UiSignIn {

  /** {@code Authorization: token …}: not Bearer, which is for the JWTs that services present. */
  private static final String SCHEME = "token ";

  private final UiToken token;
  private final boolean generated;
  private final TokenSignIn signIn;
  private final HttpServer server;
  private final AtomicBoolean announced = new AtomicBoolean();

  @Inject
  TokenUiSignIn(SignInConfig config, HttpServer server) {
    SecureRandom random = new SecureRandom();
    Clock clock = Clock.systemUTC();
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

  @Override
  public boolean isSignedIn(HttpServerRequest request) {
    String session = SessionCookie.read(request);
    if (session != null && signIn.isValidSession(session)) {
      return true;
    }
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && attempt(request, authorization.substring(SCHEME.length()))
            instanceof SignInOutcome.Accepted;
  }

  @Override
  public String signInPage(String returnTo) {
    return UiGuard.SIGN_IN_PATH + "?next=" + URLEncoder.encode(returnTo, StandardCharsets.UTF_8);
  }

  SignInOutcome attempt(HttpServerRequest request, String candidate) {
    return signIn.attempt(
        candidate, request.remoteAddress().hostAddress(), SessionCookie.isPrivateLine(request));
  }

  Duration sessionLife() {
    return signIn.sessionLife();
  }

  /** On standard output, not in the log: logs are collected and kept. */
  void announce(@ObservesAsync HttpServerStart started) {
    announcement().ifPresent(System.out::println);
  }

  /** The link that signs in, once. None for a token that was given: whoever gave it knows it. */
  Optional<String> announcement() {
    return generated && announced.compareAndSet(false, true)
        ? Optional.of("Sign in at " + server.getLocalBaseUri().resolve("/?token=" + token.reveal()))
        : Optional.empty();
  }
}

package io.m1bridge.token.caller;

import io.m1bridge.ui.problem.CredentialProblems;
import io.m1bridge.ui.problem.Problem;
import io.quarkus.runtime.Startup;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwt.JwtClaims;

/**
 * Takes the place of the framework's own reading of JWTs, for three reasons: that one reads a key
 * file only once, cannot fetch a JWKS that wants a token, and does not say what is wrong. The
 * settings are the framework's. Made at the start, so that the first caller finds the keys read.
 */
@Startup
@ApplicationScoped
@Alternative
@Priority(1)
class CallerAuthentication extends JWTCallerPrincipalFactory implements CredentialProblems {

  private static final String NO_KEY = "NONE";

  private final CallerJwt jwt;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "caller-keys");
            thread.setDaemon(true);
            return thread;
          });

  CallerAuthentication(
      JwksSettings settings,
      @ConfigProperty(name = "mp.jwt.verify.publickey.location", defaultValue = NO_KEY)
          String location,
      @ConfigProperty(name = "mp.jwt.verify.issuer") String issuer,
      @ConfigProperty(name = "mp.jwt.verify.audiences") String[] audiences) {
    CallerKeys keys = new CallerKeys(source(location, settings), executor, System::nanoTime);
    this.jwt = new CallerJwt(keys, issuer, audiences);
    long every = settings.refreshEvery().toMillis();
    executor.scheduleWithFixedDelay(keys::refresh, 0, every, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    executor.shutdownNow();
  }

  private static KeySource source(String location, JwksSettings jwks) {
    if (location.equals(NO_KEY)) {
      return () -> {
        throw new IOException("none is set: M1BRIDGE_JWT_PUBLIC_KEY_FILE");
      };
    }
    if (location.startsWith("http://") || location.startsWith("https://")) {
      return new HttpKeySource(URI.create(location), jwks.caFile(), jwks.tokenFile());
    }
    Path file = location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
    return () -> PublicKeys.parse(Files.readString(file));
  }

  @Override
  public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
    JwtClaims claims = jwt.read(token);
    return new DefaultJWTCallerPrincipal(claims);
  }

  @Override
  public Optional<Problem> explain(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof InvalidCallerToken invalid) {
        InvalidCallerToken.Why why = invalid.why();
        return Optional.of(
            (why == InvalidCallerToken.Why.KEYS_LOADING
                    ? Problem.of(503, "try-again", "Not possible right now")
                    : Problem.of(401, "credential-refused", "The credential is not accepted"))
                .withDetail(why.text())
                .withAdvice(why.advice()));
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Problem> explainMissing() {
    return Optional.of(
        Problem.of(401, "credential-missing", "There is no credential")
            .withDetail("The request has no Authorization: Bearer header")
            .withAdvice("Present the caller's JWT: Authorization: Bearer <JWT>"));
  }
}

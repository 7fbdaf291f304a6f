package io.m1bridge.ui.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The issuer as we see it: found when first needed, so that it may be down when we start. */
final class Issuer {

  private static final Duration DESCRIPTION_LIFE = Duration.ofHours(1);
  private static final Pattern ERROR_CODE = Pattern.compile("[a-z_]{1,40}");

  private record Known(IssuerMetadata metadata, IdTokens idTokens, Instant until) {}

  private final OidcSettings settings;
  private final Clock clock;
  private final IssuerHttp http = new IssuerHttp();
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Known known;

  Issuer(OidcSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Where a browser is sent, with the given parameters. */
  URI authorization(Map<String, String> parameters) throws OidcException {
    URI endpoint = known().metadata.authorizationEndpoint();
    String glue = endpoint.getRawQuery() == null ? "?" : "&";
    return URI.create(endpoint + glue + form(parameters));
  }

  /**
   * Exchanges a code.
   *
   * @return the claims of the id token that came for it; the other tokens are dropped
   */
  Map<String, Object> redeem(String code, String redirectUri, String verifier, String nonce)
      throws OidcException {
    Known issuer = known();
    IssuerHttp.Answer answer =
        http.send(tokenRequest(issuer.metadata, code, redirectUri, verifier));
    if (answer.status() != 200) {
      String error = errorCode(answer.body().path("error").asText());
      throw new OidcException(
          OidcFailure.CODE_REFUSED, "token endpoint: status " + answer.status() + ", " + error);
    }
    return issuer.idTokens.verified(answer.body().path("id_token").asText(), nonce);
  }

  /** An OAuth2 error code as it may stand in a log: whatever else comes is not repeated. */
  static String errorCode(String given) {
    return ERROR_CODE.matcher(given).matches() ? "error " + given : "error unnamed";
  }

  private HttpRequest.Builder tokenRequest(
      IssuerMetadata metadata, String code, String redirectUri, String verifier) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", "authorization_code");
    parameters.put("code", code);
    parameters.put("redirect_uri", redirectUri);
    parameters.put("code_verifier", verifier);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(metadata.tokenEndpoint())
            .header("Content-Type", "application/x-www-form-urlencoded");
    if (metadata.secretInForm()) {
      parameters.put("client_id", settings.clientId());
      parameters.put("client_secret", settings.clientSecret());
    } else {
      String pair = encode(settings.clientId()) + ":" + encode(settings.clientSecret());
      request.header(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }
    return request.POST(BodyPublishers.ofString(form(parameters)));
  }

  private Known known() throws OidcException {
    Known current = known;
    return current != null && clock.instant().isBefore(current.until) ? current : discover();
  }

  /** One asks; whoever waits longer than an answer may take gives up, so that few threads wait. */
  private Known discover() throws OidcException {
    try {
      if (!asking.tryLock(IssuerHttp.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new OidcException(OidcFailure.ISSUER_UNREACHABLE, "others wait for it already");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OidcException(OidcFailure.ISSUER_UNREACHABLE, "interrupted");
    }
    try {
      Known current = known;
      if (current != null && clock.instant().isBefore(current.until)) {
        return current;
      }
      return ask(current);
    } finally {
      asking.unlock();
    }
  }

  private Known ask(@Nullable Known before) throws OidcException {
    String base = settings.issuer().toString().replaceAll("/+$", "");
    IssuerHttp.Answer answer = http.get(URI.create(base + IssuerMetadata.PATH));
    if (answer.status() != 200) {
      throw new OidcException(
          OidcFailure.ISSUER_UNFIT, "no discovery document there: status " + answer.status());
    }
    IssuerMetadata metadata = IssuerMetadata.of(answer.body(), settings);
    IdTokens idTokens =
        before != null && before.metadata.equals(metadata)
            ? before.idTokens
            : new IdTokens(settings, metadata, clock);
    Known found = new Known(metadata, idTokens, clock.instant().plus(DESCRIPTION_LIFE));
    known = found;
    return found;
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, UTF_8);
  }
}

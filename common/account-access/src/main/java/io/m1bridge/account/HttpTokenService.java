package io.m1bridge.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contracts.token.InvalidateRequest;
import io.m1bridge.contracts.token.NoPermissionReport;
import io.m1bridge.contracts.token.PermitsAnswer;
import io.m1bridge.contracts.token.PermitsRequest;
import io.m1bridge.contracts.token.TokenAnswer;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** token-service over HTTP: {@code /v1} and problem+json, translated into outcomes once, here. */
final class HttpTokenService implements TokenServiceApi {

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(10);

  private final HttpClient http;
  private final Replicas replicas;
  private final CallerToken callerToken;
  private final ObjectMapper json;
  private final Settings settings;

  /**
   * @param timeout of one request
   * @param minValidity how long a token must be good for when it is handed out
   */
  record Settings(Duration timeout, Duration minValidity) {}

  HttpTokenService(
      HttpClient http,
      Replicas replicas,
      CallerToken callerToken,
      ObjectMapper json,
      Settings settings) {
    this.http = http;
    this.replicas = replicas;
    this.callerToken = callerToken;
    this.json = json;
    this.settings = settings;
  }

  @Override
  public CompletionStage<PermitsOutcome> permits(PermitsRequest request) {
    return post("/v1/permits", request)
        .thenApply(
            reply ->
                reply.status() == 200
                    ? read(reply, PermitsAnswer.class)
                        .<PermitsOutcome>map(PermitsOutcome.Answered::new)
                        .orElseGet(() -> new PermitsOutcome.Away("its answer cannot be understood"))
                    : new PermitsOutcome.Away(reply.reason()));
  }

  @Override
  public CompletionStage<TokenOutcome> token(AccountId account) {
    String path =
        "/v1/accounts/"
            + account
            + "/token?minValiditySeconds="
            + settings.minValidity().toSeconds();
    return post(path, null).thenApply(this::tokenOutcome);
  }

  @Override
  public CompletionStage<Boolean> invalidate(AccountId account, String fingerprint) {
    return post("/v1/accounts/" + account + "/token/invalidate", new InvalidateRequest(fingerprint))
        .thenApply(reply -> reply.status() / 100 == 2);
  }

  @Override
  public CompletionStage<NoPermission> noPermission(AccountId account, String fingerprint) {
    return post("/v1/accounts/" + account + "/no-permission", new NoPermissionReport(fingerprint))
        .thenApply(
            reply -> {
              if (reply.status() == 409) {
                return NoPermission.WITHOUT_EFFECT;
              }
              return reply.status() == Reply.NONE || reply.status() == 401 || reply.status() >= 500
                  ? NoPermission.NOT_ARRIVED
                  : NoPermission.TAKEN;
            });
  }

  private TokenOutcome tokenOutcome(Reply reply) {
    return switch (reply.status()) {
      case 200 ->
          read(reply, TokenAnswer.class)
              .<TokenOutcome>map(
                  t ->
                      new TokenOutcome.Available(
                          new Token(
                              new AccessToken(t.accessToken()),
                              t.fingerprint(),
                              t.expiresAt(),
                              t.incarnation(),
                              Duration.ofMillis(t.ageMillis()))))
              .orElseGet(
                  () ->
                      new TokenOutcome.Unavailable(
                          "token-service's answer cannot be understood", LATER));
      case 403, 404, 409 -> new TokenOutcome.NotAuthorized(reply.reason());
      case 401, Reply.NONE -> new TokenOutcome.Unavailable(reply.reason(), LATER);
      default -> new TokenOutcome.Unavailable(reply.reason(), reply.retryAfter().orElse(SOON));
    };
  }

  private CompletionStage<Reply> post(String path, @Nullable Object body) {
    byte[] bytes;
    try {
      bytes = body == null ? new byte[0] : json.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      return CompletableFuture.failedFuture(e);
    }
    return post(path, bytes, replicas.count());
  }

  /**
   * A replica that cannot be reached was surely not asked: the next one is, at once. After any
   * other failure only the next request goes elsewhere.
   */
  private CompletionStage<Reply> post(String path, byte[] body, int attempts) {
    URI replica = replicas.current();
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(replica.resolve(path))
              .timeout(settings.timeout())
              .header("Authorization", "Bearer " + callerToken.read())
              .header("Content-Type", "application/json")
              .header("Accept", "application/json, application/problem+json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
    } catch (CallerToken.Missing e) {
      return CompletableFuture.completedFuture(Reply.none(e.getMessage()));
    }
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
        // The request's own limit ends with the headers: a body that stops half-way has none.
        .orTimeout(settings.timeout().plus(SOON).toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (response, failure) -> {
              if (failure != null || response.statusCode() == 503) {
                replicas.leave(replica);
              }
              return failure != null && isUnreachable(failure) && attempts > 1
                  ? post(path, body, attempts - 1)
                  : CompletableFuture.completedFuture(
                      failure == null ? reply(response) : Reply.none(describe(failure)));
            })
        .thenCompose(stage -> stage);
  }

  private Reply reply(HttpResponse<byte[]> response) {
    Optional<Duration> retryAfter =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(v -> v.matches("\\d{1,5}"))
            .map(v -> Duration.ofSeconds(Long.parseLong(v)));
    String reason = "token-service answered " + response.statusCode();
    Reply reply = new Reply(response.statusCode(), response.body(), reason, retryAfter);
    return response.statusCode() == 200
        ? reply
        : read(reply, ProblemText.class)
            .map(ProblemText::detail)
            .map(detail -> new Reply(reply.status(), reply.body(), detail, retryAfter))
            .orElse(reply);
  }

  private <T> Optional<T> read(Reply reply, Class<T> type) {
    try {
      return Optional.ofNullable(
          json.readValue(new String(reply.body(), StandardCharsets.UTF_8), type));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      // Not what was promised; the caller says so. The body is not repeated: it may hold a token.
      return Optional.empty();
    }
  }

  private static boolean isUnreachable(Throwable failure) {
    return cause(failure) instanceof ConnectException
        || cause(failure) instanceof HttpConnectTimeoutException;
  }

  private static String describe(Throwable failure) {
    if (isUnreachable(failure)) {
      return "token-service cannot be reached: check TOKEN_SERVICE_URL";
    }
    return cause(failure) instanceof HttpTimeoutException
            || cause(failure) instanceof TimeoutException
        ? "token-service did not answer in time"
        : "the connection to token-service broke";
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private record Reply(int status, byte[] body, String reason, Optional<Duration> retryAfter) {
    static final int NONE = 0;

    static Reply none(@Nullable String reason) {
      return new Reply(NONE, new byte[0], reason == null ? "no answer" : reason, Optional.empty());
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record ProblemText(@Nullable String detail) {}
}

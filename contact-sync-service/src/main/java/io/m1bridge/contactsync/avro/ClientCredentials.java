package io.m1bridge.contactsync.avro;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs in by a token that is got by OAuth 2.0 client credentials, and kept until it ends. */
final class ClientCredentials implements SignIn {

  /** A token that ends so soon is not shown any more. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** RFC 6749 lets an answer leave out how long its token is good for. */
  private static final long USUAL_SECONDS = 300;

  private final HttpClient http;
  private final URI tokenUrl;
  private final String clientId;
  private final Secret secret;
  private final Optional<String> scope;
  private final Duration timeout;
  private final Clock clock;
  private @Nullable String token;
  private Instant goodUntil = Instant.MIN;

  ClientCredentials(
      HttpClient http,
      URI tokenUrl,
      String clientId,
      Secret secret,
      Optional<String> scope,
      Duration timeout,
      Clock clock) {
    this.http = http;
    this.tokenUrl = tokenUrl;
    this.clientId = clientId;
    this.secret = secret;
    this.scope = scope;
    this.timeout = timeout;
    this.clock = clock;
  }

  @Override
  public void to(HttpRequest.Builder request) throws NoAnswer, InterruptedException {
    String shown = token;
    if (shown == null || !clock.instant().isBefore(goodUntil)) {
      shown = fetch();
      token = shown;
    }
    request.header("Authorization", "Bearer " + shown);
  }

  @Override
  public void refused() {
    token = null;
  }

  private String fetch() throws NoAnswer, InterruptedException {
    String form =
        "grant_type=client_credentials" + scope.map(asked -> "&scope=" + encoded(asked)).orElse("");
    HttpRequest request =
        HttpRequest.newBuilder(tokenUrl)
            .timeout(timeout)
            .header("Authorization", SignIn.basic(encoded(clientId), encoded(secret.read())))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(form))
            .build();
    JsonAnswer answer = JsonAnswer.to(request, http, "the token endpoint");
    JsonNode body = answer.body();
    String given = body.path("access_token").asText("");
    if (answer.status() != 200 || given.isEmpty()) {
      throw new NoAnswer("the token endpoint gives no token (status " + answer.status() + ")");
    }
    long seconds = body.path("expires_in").asLong(USUAL_SECONDS);
    goodUntil = clock.instant().plusSeconds(seconds).minus(MARGIN);
    return given;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

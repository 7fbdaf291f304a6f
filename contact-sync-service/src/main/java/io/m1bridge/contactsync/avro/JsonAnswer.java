package io.m1bridge.contactsync.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An answer over HTTP.
 *
 * @param body missing if it is no JSON
 */
record JsonAnswer(int status, JsonNode body) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /**
   * Asks.
   *
   * @param whom names the other side in {@link NoAnswer}
   */
  static JsonAnswer to(HttpRequest request, HttpClient http, String whom)
      throws NoAnswer, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> asked =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      // The request's own limit ends with the headers: a body that stops half-way has none.
      long limit = 2 * request.timeout().orElse(LIMIT).toMillis();
      HttpResponse<byte[]> response = asked.get(limit, TimeUnit.MILLISECONDS);
      return new JsonAnswer(response.statusCode(), json(response.body()));
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw late(whom);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HttpTimeoutException) {
        throw late(whom);
      }
      String failure = e.getCause() == null ? "no reason" : e.getCause().getClass().getSimpleName();
      throw new NoAnswer(whom + " cannot be reached (" + failure + ")");
    }
  }

  private static NoAnswer late(String whom) {
    return new NoAnswer(whom + " does not answer in time");
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode read = JSON.readTree(new String(body, StandardCharsets.UTF_8));
      return read == null ? MissingNode.getInstance() : read;
    } catch (JsonProcessingException e) {
      // Of a proxy, most likely: the status says enough.
      return MissingNode.getInstance();
    }
  }

  @Override
  public String toString() {
    return "JsonAnswer[" + status + "]";
  }
}

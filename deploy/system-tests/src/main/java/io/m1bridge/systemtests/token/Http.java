package io.m1bridge.systemtests.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Requests whose failure is an answer, too. */
final class Http {

  /** No answer: refused, reset or too late. */
  static final int NONE = 0;

  static final int OK = 200;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final Duration timeout;

  private Http(HttpClient client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  static Http plain(Duration timeout) {
    return new Http(builder().build(), timeout);
  }

  /** With cookies, as a browser. */
  static Http browser(Duration timeout) {
    return new Http(
        builder().cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL)).build(), timeout);
  }

  private static HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(2));
  }

  /**
   * @param status {@link #NONE} if there was no answer
   * @param location of a redirect, else empty
   */
  record Reply(int status, String body, String location) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        return MissingNode.getInstance();
      }
    }
  }

  Reply send(String method, URI uri, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Location").orElse(""));
    } catch (IOException e) {
      return new Reply(NONE, String.valueOf(e.getMessage()), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("Interrupted", e));
    }
  }

  /** JSON both ways. */
  Reply json(String method, URI uri, Object body) {
    try {
      return send(
          method,
          uri,
          Map.of("Content-Type", "application/json"),
          body.equals("") ? "" : JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A map of texts and numbers is always JSON", e);
    }
  }
}

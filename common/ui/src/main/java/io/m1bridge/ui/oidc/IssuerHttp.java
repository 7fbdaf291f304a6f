package io.m1bridge.ui.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Talks JSON with the issuer. No redirects: an endpoint stands where discovery says. */
final class IssuerHttp {

  static final Duration TIMEOUT = Duration.ofSeconds(5);

  record Answer(int status, JsonNode body) {
    @Override
    public String toString() {
      return "Answer[status=" + status + "]";
    }
  }

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ObjectMapper json = new ObjectMapper();

  Answer get(URI address) throws OidcException {
    return send(HttpRequest.newBuilder(address).GET());
  }

  /** The body of an answer that is no JSON is empty. */
  Answer send(HttpRequest.Builder request) throws OidcException {
    HttpRequest ready = request.timeout(TIMEOUT).header("Accept", "application/json").build();
    // The address without its query: it is ours, but a habit that keeps secrets out of logs.
    String at = ready.uri().getAuthority() + ready.uri().getPath();
    try {
      var response = client.send(ready, BodyHandlers.ofString());
      if (response.statusCode() >= 500) {
        throw unreachable(at + " answered " + response.statusCode());
      }
      return new Answer(response.statusCode(), parse(response.body()));
    } catch (IOException e) {
      // Its class alone: a message may quote what was received.
      throw unreachable(at + " did not answer: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted while waiting for " + at);
    }
  }

  private JsonNode parse(String body) {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      return json.createObjectNode();
    }
  }

  private static OidcException unreachable(String reason) {
    return new OidcException(OidcFailure.ISSUER_UNREACHABLE, reason);
  }
}

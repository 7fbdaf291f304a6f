package io.m1bridge.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** JSON over HTTP, blocking, for the launcher's own questions. */
public final class JsonHttp {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /**
   * Sends and reads.
   *
   * @param body sent as JSON; null for none
   * @param bearer presented as {@code Authorization: Bearer}; null for none
   * @throws IOException if there is no answer, or none with status 2xx
   */
  public JsonNode send(String method, URI uri, @Nullable Object body, @Nullable String bearer)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .header("Accept", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(
                        ContractJson.mapper().writeValueAsBytes(body)));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    try {
      HttpResponse<InputStream> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream answer = response.body()) {
        if (response.statusCode() / 100 != 2) {
          throw new IOException(
              method + " " + uri.getPath() + " was answered with " + response.statusCode());
        }
        return ContractJson.mapper().readTree(answer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for " + uri.getPath(), e);
    }
  }
}

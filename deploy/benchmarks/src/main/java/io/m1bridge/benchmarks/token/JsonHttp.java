package io.m1bridge.benchmarks.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** JSON over HTTP/1.1, blocking, for what is not timed. Safe for several threads. */
final class JsonHttp {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** An answer of any status; an empty body is a missing node. */
  record Answer(int status, JsonNode body) {}

  JsonNode get(URI uri) throws IOException, InterruptedException {
    return ok(uri, send(HttpRequest.newBuilder(uri).GET()));
  }

  /** Sends a method with a JSON body, and expects 2xx. */
  JsonNode send(String method, URI uri, Object body) throws IOException, InterruptedException {
    return ok(
        uri,
        send(
            HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(
                    method, HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))));
  }

  /** Posts nothing, and expects 2xx. */
  JsonNode post(URI uri) throws IOException, InterruptedException {
    return ok(uri, send(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody())));
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), json.readTree(response.body()));
  }

  byte[] bytes(Object value) throws IOException {
    return json.writeValueAsBytes(value);
  }

  private static JsonNode ok(URI uri, Answer answer) throws IOException {
    if (answer.status() / 100 != 2) {
      throw new IOException(uri.getPath() + " was answered with " + answer.status());
    }
    return answer.body();
  }
}

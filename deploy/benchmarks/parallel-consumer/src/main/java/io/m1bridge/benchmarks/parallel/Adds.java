package io.m1bridge.benchmarks.parallel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code contact/add} of M1: what is there already is merged. Safe for several threads. */
final class Adds {

  private static final String MERGE = "2";

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI add;
  private final String token;

  Adds(URI add, String token) {
    this.add = add;
    this.token = token;
  }

  /**
   * One call.
   *
   * @param contacts JSON objects with M1's own names
   * @throws UncheckedIOException if M1 does not take it: the batch comes again then
   */
  void add(List<byte[]> contacts) {
    try {
      ArrayNode rows = json.createArrayNode();
      for (byte[] contact : contacts) {
        rows.add(json.readTree(contact));
      }
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(add)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(form(rows)))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (!json.readTree(answer.body()).path("success").asBoolean()) {
        throw new IOException("M1 refused an add");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted during a call", e);
    }
  }

  private String form(ArrayNode rows) throws IOException {
    return "token="
        + encoded(token)
        + "&opType="
        + MERGE
        + "&contacts="
        + encoded(json.writeValueAsString(rows));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}

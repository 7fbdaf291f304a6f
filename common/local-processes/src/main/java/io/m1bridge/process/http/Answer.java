package io.m1bridge.process.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An answer of any status. */
public final class Answer {

  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;

  Answer(int status, HttpHeaders headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** HTTP's status. */
  public int status() {
    return status;
  }

  /** Whether the status is 2xx. */
  public boolean isOk() {
    return status / 100 == 2;
  }

  /** The body as text; empty if there is none. */
  public String body() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * The body as JSON; a missing node if there is none.
   *
   * @throws IOException if it is no JSON
   */
  public JsonNode json() throws IOException {
    return JsonHttp.JSON.readTree(body);
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** Where a redirect leads. */
  public URI location() {
    return URI.create(
        header("Location")
            .orElseThrow(
                () -> new IllegalStateException("Status " + status + " leads nowhere: " + body())));
  }
}

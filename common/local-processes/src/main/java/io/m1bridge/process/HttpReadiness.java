package io.m1bridge.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Ready when a GET is answered with 200, as health endpoints do; a connection per question, so that
 * nothing outlives it.
 */
record HttpReadiness(URI health) implements Readiness {

  private static final int TIMEOUT_MS = 2_000;
  private static final int SHOWN_BYTES = 2_000;

  @Override
  public Optional<String> missing() {
    try {
      HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MS);
      connection.setReadTimeout(TIMEOUT_MS);
      try {
        int status = connection.getResponseCode();
        return status == HttpURLConnection.HTTP_OK
            ? Optional.empty()
            : Optional.of(health + " answers " + status + ": " + body(connection));
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return Optional.of(health + " does not answer (" + e.getMessage() + ")");
    }
  }

  private static String body(HttpURLConnection connection) throws IOException {
    InputStream body = connection.getErrorStream();
    return body == null
        ? "(no body)"
        : new String(body.readNBytes(SHOWN_BYTES), StandardCharsets.UTF_8);
  }
}

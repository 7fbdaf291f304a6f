package io.m1bridge.simulator.web;

import io.m1bridge.simulator.call.M1Request;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;

/**
 * Takes a request apart. Forms are decoded here and not by the web layer, whose limits are for
 * other uses: 1,000 contacts are one form attribute of megabytes.
 */
final class RequestReader {
  private RequestReader() {}

  /**
   * Decodes.
   *
   * @throws IllegalArgumentException when an escape is broken
   */
  static M1Request read(HttpServerRequest request, String path, Buffer body) {
    String query = request.query();
    return new M1Request(
        request.method().name(),
        path,
        FormDecoder.decode((query == null ? "" : query).getBytes(StandardCharsets.UTF_8)),
        FormDecoder.decode(body.getBytes()),
        body.length());
  }
}

package io.m1bridge.simulator.web;

import io.m1bridge.simulator.call.M1Request;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes a request apart. Forms are decoded here and not by the web layer, whose limits are for
 * other uses: 1,000 contacts are one form attribute of megabytes.
 */
final class RequestReader {
  private static final int MOST_PARAMETERS = 1_000;

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
        parameters(query == null ? "" : query),
        parameters(body.toString(StandardCharsets.UTF_8)),
        body.length());
  }

  private static Map<String, String> parameters(String encoded) {
    Map<String, String> first = new HashMap<>();
    new QueryStringDecoder(encoded, StandardCharsets.UTF_8, false, MOST_PARAMETERS, true)
        .parameters()
        .forEach((name, values) -> first.put(name, values.get(0)));
    return first;
  }
}

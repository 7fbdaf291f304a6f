package io.m1bridge.simulator.call;

import io.m1bridge.simulator.behaviour.GatewayBehaviour;
import io.m1bridge.simulator.protocol.HttpReply;
import io.m1bridge.simulator.protocol.Json;
import java.time.Instant;

/** What a gateway says in the place of the token endpoint. */
final class GatewayAnswers {
  private static final String PATH = "/access_token";

  private GatewayAnswers() {}

  /**
   * An answer.
   *
   * @param now M1's time, for a date in {@code Retry-After}
   */
  static HttpReply of(GatewayBehaviour gateway, Instant now) {
    int status = gateway.status();
    String quoted = gateway.quotesPath() ? "message " + PATH : "";
    return switch (gateway.answer()) {
      case RESET -> new HttpReply.Reset();
      case HTML ->
          later(
              HttpReply.html(
                  status,
                  "<!doctype html><html><body><h1>%d</h1><p>%s</p></body></html>"
                      .formatted(status, quoted)),
              gateway,
              now);
      case TEXT ->
          later(
              HttpReply.text(status, "text/plain", ("no healthy upstream " + quoted).strip()),
              gateway,
              now);
      case JSON ->
          later(
              HttpReply.json(
                  status,
                  Json.bytes(
                      Json.object()
                          .put("timestamp", now.toString())
                          .put("status", status)
                          .put("error", "Service Unavailable")
                          .put("path", PATH))),
              gateway,
              now);
      case EMPTY_JSON -> later(HttpReply.json(status, Json.bytes(Json.object())), gateway, now);
      case EMPTY, NONE -> later(HttpReply.text(status, "text/plain", ""), gateway, now);
    };
  }

  private static HttpReply.Whole later(
      HttpReply.Whole reply, GatewayBehaviour gateway, Instant now) {
    return RetryAfter.on(reply, gateway.retryAfter(), gateway.retryAfterForm(), now);
  }
}

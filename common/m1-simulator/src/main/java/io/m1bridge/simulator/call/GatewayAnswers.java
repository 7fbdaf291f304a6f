package io.m1bridge.simulator.call;

import io.m1bridge.simulator.behaviour.GatewayBehaviour;
import io.m1bridge.simulator.protocol.HttpReply;
import io.m1bridge.simulator.protocol.Json;
import java.time.Instant;

/** What a gateway says in the place of the token endpoint. */
final class GatewayAnswers {
  private GatewayAnswers() {}

  /**
   * An answer.
   *
   * @param now M1's time, for a date in {@code Retry-After}
   */
  static HttpReply of(GatewayBehaviour gateway, Instant now) {
    int status = gateway.status();
    return switch (gateway.answer()) {
      case RESET -> new HttpReply.Reset();
      case HTML ->
          later(
              HttpReply.html(
                  status, "<!doctype html><html><body><h1>" + status + "</h1></body></html>"),
              gateway,
              now);
      case TEXT -> later(HttpReply.text(status, "text/plain", "no healthy upstream"), gateway, now);
      case JSON ->
          later(
              HttpReply.json(
                  status,
                  Json.bytes(
                      Json.object()
                          .put("timestamp", now.toString())
                          .put("status", status)
                          .put("error", "Service Unavailable")
                          .put("path", "/access_token"))),
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

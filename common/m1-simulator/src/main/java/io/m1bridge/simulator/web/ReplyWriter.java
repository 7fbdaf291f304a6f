package io.m1bridge.simulator.web;

import io.m1bridge.simulator.protocol.HttpReply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Puts replies on the connection, broken ones included. Called on the connection's event loop. */
final class ReplyWriter {
  private ReplyWriter() {}

  static void write(HttpServerRequest request, HttpReply reply) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      // The caller has gone; what the call did stays done.
      return;
    }
    if (reply instanceof HttpReply.Whole whole) {
      whole.headers().forEach(response::putHeader);
      response
          .setStatusCode(whole.status())
          .putHeader("content-type", whole.contentType())
          .end(Buffer.buffer(whole.body()));
    } else if (reply instanceof HttpReply.Truncated truncated) {
      byte[] body = truncated.body();
      response
          .setStatusCode(truncated.status())
          .putHeader("content-type", truncated.contentType())
          .putHeader("content-length", Integer.toString(body.length))
          .write(Buffer.buffer(body).slice(0, body.length / 2))
          .onComplete(done -> request.connection().close());
    } else {
      request.connection().close();
    }
  }
}

package io.m1bridge.simulator.web;

import io.m1bridge.simulator.call.M1Cloud;
import io.m1bridge.simulator.call.M1Request;
import io.m1bridge.simulator.fault.FaultSpec;
import io.m1bridge.simulator.protocol.HttpReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * M1's side of HTTP. Plain routes and not resources, because faults need the connection itself: to
 * close it without an answer, or in the middle of one.
 */
@ApplicationScoped
class M1Routes {
  private static final Logger LOG = LoggerFactory.getLogger(M1Routes.class);
  private static final String API_BASE = "/v2";

  private final M1Cloud cloud;
  private final Vertx vertx;

  M1Routes(M1Cloud cloud, Vertx vertx) {
    this.cloud = cloud;
    this.vertx = vertx;
  }

  /** What answers once body and fault are known; runs on a worker thread. */
  private interface Handler {
    HttpReply handle(M1Request request, @Nullable FaultSpec fault);
  }

  void routes(@Observes Router router) {
    router
        .route(API_BASE + "/*")
        .handler(
            context ->
                take(
                    context,
                    context.normalizedPath().substring(API_BASE.length()),
                    cloud.api()::handle));
    router
        .route("/access_token")
        .handler(context -> take(context, "/access_token", cloud.tokens()::handle));
  }

  private void take(RoutingContext context, String path, Handler handler) {
    HttpServerRequest request = context.request();
    Future<Buffer> body = request.body();
    request.resume();
    body.compose(bytes -> vertx.executeBlocking(() -> read(request, path, bytes), false))
        .compose(read -> answer(read, handler))
        .onSuccess(reply -> ReplyWriter.write(request, reply))
        .onFailure(
            failure -> {
              // No message: it may quote what was sent.
              LOG.warn(
                  "call to {} failed: {} at {}",
                  path,
                  failure.getClass().getName(),
                  Stream.of(failure.getStackTrace()).limit(5).toList());
              ReplyWriter.write(
                  request,
                  failure instanceof IllegalArgumentException
                      ? HttpReply.html(400, "<html><body><h1>400 Bad Request</h1></body></html>")
                      : HttpReply.html(500, "<html><body><h1>500</h1></body></html>"));
            });
  }

  private M1Request read(HttpServerRequest request, String path, Buffer bytes) {
    return RequestReader.read(request, path, bytes);
  }

  private Future<HttpReply> answer(M1Request request, Handler handler) {
    FaultSpec fault =
        cloud.faults().draw(request.path(), cloud.accountOf(request), request.parameters());
    return pause(fault == null ? 0 : fault.waitBefore())
        .compose(waited -> vertx.executeBlocking(() -> handler.handle(request, fault), false))
        .compose(reply -> pause(fault == null ? 0 : fault.waitAfter()).map(waited -> reply));
  }

  private Future<Void> pause(long millis) {
    if (millis <= 0) {
      return Future.succeededFuture();
    }
    Promise<Void> over = Promise.promise();
    vertx.setTimer(millis, timer -> over.complete());
    return over.future();
  }
}

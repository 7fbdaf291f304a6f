package io.m1bridge.m1.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLHandshakeException;
import org.jboss.resteasy.reactive.client.api.LoggingScope;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.jboss.resteasy.reactive.client.impl.ClientBuilderImpl;
import org.jspecify.annotations.Nullable;

/**
 * The Quarkus REST Client, used through its JAX-RS API so that it also runs without a Quarkus
 * application around it.
 *
 * <p>Two phases, two limits: getting a connection takes at most {@code connectTimeout}, and the
 * rest at most {@code callTimeout - connectTimeout}, after which the connection is closed. So
 * nothing is sent later than {@code callTimeout} after the call, and whatever fails in the first
 * phase was surely not sent. What the network keeps may still land afterwards.
 *
 * <p>Logging and tracing of the REST client are off for good: M1 has tokens in its URLs.
 *
 * <p>Why: {@code docs/rationale.md#two-phases-two-limits}.
 */
final class RestTransport implements Transport {

  private static final Reply TOO_LONG =
      new Reply.Lost("the answer is longer than m1bridge.m1.max-answer-bytes");

  private final Client client;
  private final Semaphore places;
  private final long responseTimeoutMs;
  private final int maxAnswerBytes;

  RestTransport(TransportSettings settings) {
    this.places = new Semaphore(settings.maxConcurrent());
    this.maxAnswerBytes = settings.maxAnswerBytes();
    this.responseTimeoutMs = settings.callTimeout().minus(settings.connectTimeout()).toMillis();
    long connectTimeoutMs = settings.connectTimeout().toMillis();
    ClientBuilderImpl builder = new ClientBuilderImpl();
    builder.loggingScope(LoggingScope.NONE);
    builder.followRedirects(false);
    builder
        .connectTimeout(connectTimeoutMs, MILLISECONDS)
        // While a connection is being got; limitAnswer() sets another one from there on.
        .readTimeout(connectTimeoutMs, MILLISECONDS)
        // Twice the calls at once: a closing connection holds its place a little longer.
        .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, settings.maxConcurrent() * 2);
    builder.clientOptionsCustomizer(options -> customize(options, settings));
    builder.clientRequestCustomizer(this::limitAnswer);
    this.client = builder.build();
  }

  private static void customize(HttpClientOptions options, TransportSettings settings) {
    options
        .setTracingPolicy(TracingPolicy.IGNORE)
        .setLogActivity(false)
        .setPipelining(false)
        .setKeepAlive(settings.reusesConnections())
        .setMaxWaitQueueSize(settings.maxConcurrent());
    if (settings.reusesConnections()) {
      options.setKeepAliveTimeout(Math.max(1, (int) settings.keepAlive().toSeconds()));
    }
  }

  /**
   * Called when a connection is there and nothing was sent yet. The client's own limit starts anew
   * with every byte, so a trickling answer would never end: this one does not.
   */
  private void limitAnswer(HttpClientRequest request) {
    // Out of the way: it would be taken for a connection that did not come.
    request.idleTimeout(responseTimeoutMs * 2 + 1_000);
    // Else Vert.x logs it, with what it read: the call itself is told anyway.
    request.connection().exceptionHandler(failure -> {});
    Context context = Vertx.currentContext();
    Vertx vertx = context.owner();
    long timer = vertx.setTimer(responseTimeoutMs, id -> request.reset(0, new CallTimeout()));
    request
        .response()
        .onFailure(failure -> vertx.cancelTimer(timer))
        .onSuccess(
            response -> {
              limitLength(request, response);
              // A reset after the end would close the connection under the next call.
              response.end().onComplete(end -> vertx.cancelTimer(timer));
            });
  }

  /** The client gathers the whole body; this sees each piece before. */
  private void limitLength(HttpClientRequest request, HttpClientResponse response) {
    AtomicLong length = new AtomicLong();
    response.handler(
        piece -> {
          if (length.addAndGet(piece.length()) > maxAnswerBytes) {
            response.handler(null);
            request.reset(0, new AnswerTooLong());
          }
        });
  }

  @Override
  public CompletionStage<Reply> get(URI uri) {
    return send(uri, "GET", null);
  }

  @Override
  public CompletionStage<Reply> post(URI uri, String form) {
    return send(
        uri,
        "POST",
        Entity.entity(
            form.getBytes(StandardCharsets.US_ASCII), MediaType.APPLICATION_FORM_URLENCODED_TYPE));
  }

  private CompletionStage<Reply> send(URI uri, String method, @Nullable Entity<byte[]> body) {
    if (!places.tryAcquire()) {
      return CompletableFuture.completedFuture(
          new Reply.NotSent("too many calls at once: raise m1bridge.m1.max-concurrent"));
    }
    CompletableFuture<Response> sent;
    try {
      var invoker = client.target(uri).request(MediaType.WILDCARD_TYPE).async();
      sent =
          (CompletableFuture<Response>)
              (body == null ? invoker.method(method) : invoker.method(method, body));
    } catch (RuntimeException bug) {
      places.release();
      // Without its message, which has the URL.
      throw new IllegalStateException("The request could not be built: " + bug.getClass());
    }
    return sent.handle(
        (response, failure) -> {
          places.release();
          return response == null ? classify(failure) : read(response);
        });
  }

  /** Not by {@code readEntity}: it fails on a content type that is none. */
  private Reply read(Response response) {
    try (response) {
      byte[] sent =
          response.getEntity() instanceof InputStream stream ? stream.readAllBytes() : new byte[0];
      byte[] body =
          BodyText.unpacked(
              sent, response.getHeaderString(HttpHeaders.CONTENT_ENCODING), maxAnswerBytes);
      if (body == null) {
        return TOO_LONG;
      }
      return new Reply.Answer(
          response.getStatus(),
          BodyText.decode(body, response.getHeaderString(HttpHeaders.CONTENT_TYPE)),
          Optional.ofNullable(response.getHeaderString(HttpHeaders.RETRY_AFTER)));
    } catch (IOException e) {
      return new Reply.Lost("connection lost");
    }
  }

  /** By type alone: messages of the client have URLs in them. */
  private static Reply classify(@Nullable Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof CallTimeout) {
        return new Reply.Lost("time-out");
      }
      if (at instanceof AnswerTooLong) {
        return TOO_LONG;
      }
      if (at instanceof UnknownHostException) {
        return new Reply.NotSent("host unknown");
      }
      if (at instanceof ConnectException || at instanceof NoRouteToHostException) {
        return new Reply.NotSent("no connection");
      }
      if (at instanceof SSLHandshakeException) {
        return new Reply.NotSent("TLS handshake failed");
      }
      if (at instanceof TimeoutException) {
        return new Reply.NotSent("no connection in time");
      }
    }
    return new Reply.Lost("connection lost");
  }

  /** Tells our own end of a call from a connection that did not come in time. */
  private static final class CallTimeout extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallTimeout() {
      super("call time-out", null, false, false);
    }
  }

  /** Tells our own end of an answer from a connection that was lost. */
  private static final class AnswerTooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AnswerTooLong() {
      super("answer too long", null, false, false);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

package io.m1bridge.kafka.replica;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls to other replicas. Each is marked, so that nobody sends it on again; one that is not
 * answered is empty, not an exception, since the account moves soon or the other comes back.
 */
public final class ReplicaClient {

  /** Marks a request that another replica has sent. */
  public static final String FORWARDED = "M1bridge-Forwarded";

  private static final Logger LOG = LoggerFactory.getLogger(ReplicaClient.class);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /** Reads the body of an answer. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(byte[] body) throws IOException;
  }

  /**
   * A call, still to be sent. It goes to {@code replica} whatever the route is.
   *
   * @param route path and query as they stand in an address
   * @param timeout how long the answer may take
   */
  public Call call(String method, URI replica, String route, Duration timeout) {
    // Two slashes at its beginning would name another host, which would get the caller's JWT.
    URI uri = replica.resolve("/" + route.replaceFirst("^/+", ""));
    return new Call(method, uri, timeout);
  }

  /** A call that is being put together. */
  public final class Call {

    private final String method;
    private final URI uri;
    private final Duration timeout;
    private final HttpRequest.Builder request;
    private BodyPublisher body = BodyPublishers.noBody();

    private Call(String method, URI uri, Duration timeout) {
      this.method = method;
      this.uri = uri;
      this.timeout = timeout;
      this.request = HttpRequest.newBuilder(uri).timeout(timeout).header(FORWARDED, "1");
    }

    /** With this header, if there is a value. */
    public Call header(String name, @Nullable String value) {
      if (value != null) {
        request.setHeader(name, value);
      }
      return this;
    }

    public Call body(String type, byte[] bytes) {
      body = BodyPublishers.ofByteArray(bytes);
      return header("Content-Type", type);
    }

    /**
     * Sends it and waits; empty if there is no answer, or the thread is interrupted, and stays so.
     */
    public Optional<HttpResponse<byte[]>> send() {
      try {
        return Optional.of(answer().get());
      } catch (ExecutionException e) {
        unanswered(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Optional.empty();
    }

    /** Sends it; empty if the answer is not 200, or cannot be read. */
    public <T> CompletableFuture<Optional<T>> ask(Reader<T> reader) {
      return answer()
          .handle(
              (response, failure) -> {
                if (failure != null) {
                  unanswered(failure);
                }
                return response == null || response.statusCode() != 200
                    ? Optional.empty()
                    : read(response.body(), reader);
              });
    }

    /** The request's own time-out ends with the headers: a body may never come to its end. */
    private CompletableFuture<HttpResponse<byte[]>> answer() {
      return http.sendAsync(request.method(method, body).build(), BodyHandlers.ofByteArray())
          .orTimeout(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> Optional<T> read(byte[] body, Reader<T> reader) {
      try {
        return Optional.of(reader.read(body));
      } catch (IOException e) {
        LOG.warn("Another replica's answer cannot be read; are the versions the same?");
        return Optional.empty();
      }
    }

    private void unanswered(Throwable failure) {
      LogLine.debug(LOG)
          .with(LogKey.OWNER, uri.getAuthority())
          .because(failure)
          .say("Another replica does not answer");
    }
  }
}

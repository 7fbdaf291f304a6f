package io.m1bridge.process.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * JSON over HTTP/1.1 for tools and tests, blocking; redirects are answers. Safe for several
 * threads.
 */
public final class JsonHttp {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

  private final HttpClient client;
  private final Duration timeout;

  private JsonHttp(HttpClient client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  /** Without cookies; an answer may take 30 s. */
  public JsonHttp() {
    this(TIMEOUT);
  }

  /**
   * Without cookies.
   *
   * @param timeout how long an answer may take
   */
  public JsonHttp(Duration timeout) {
    this(builder().build(), timeout);
  }

  /** With cookies, as a browser has them. */
  public static JsonHttp withCookies(Duration timeout) {
    return new JsonHttp(
        builder().cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL)).build(), timeout);
  }

  private static HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_WITHIN);
  }

  /** A GET, still to be sent. */
  public Call get(URI uri) {
    return call("GET", uri);
  }

  /** A POST, still to be sent; without a body as long as none is given. */
  public Call post(URI uri) {
    return call("POST", uri);
  }

  /** Any call, still to be sent; without a body as long as none is given. */
  public Call call(String method, URI uri) {
    return new Call(method, uri);
  }

  /** A value as the bytes in which {@link Call#json} sends it. */
  public static byte[] bytes(Object value) throws IOException {
    return JSON.writeValueAsBytes(value);
  }

  /** A call that is being put together; sent by {@link #answer} or {@link #ok}. */
  public final class Call {

    private final String method;
    private final URI uri;
    private final HttpRequest.Builder request;
    private HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();

    private Call(String method, URI uri) {
      this.method = method;
      this.uri = uri;
      this.request = HttpRequest.newBuilder(uri).timeout(timeout);
    }

    /** With this header, in place of an earlier value. */
    public Call header(String name, String value) {
      request.setHeader(name, value);
      return this;
    }

    /** Presents a token as {@code Authorization: Bearer}. */
    public Call bearer(String token) {
      return header("Authorization", "Bearer " + token);
    }

    /**
     * With a JSON body.
     *
     * @param value text is JSON already, an empty one is no body; anything else is written as JSON
     */
    public Call json(Object value) throws IOException {
      return body(
          "application/json",
          value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : bytes(value));
    }

    /** With the body of a form, encoded already. */
    public Call form(String encoded) {
      return body("application/x-www-form-urlencoded", encoded.getBytes(StandardCharsets.UTF_8));
    }

    /** With any body. */
    public Call body(String type, byte[] bytes) {
      body =
          bytes.length == 0
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofByteArray(bytes);
      return header("Content-Type", type);
    }

    /**
     * Sends, and returns the answer whatever its status.
     *
     * @throws IOException if there is no answer in time; the thread stays interrupted if it was
     */
    public Answer answer() throws IOException {
      HttpResponse<byte[]> response = send(HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.headers(), response.body());
    }

    private <T> HttpResponse<T> send(HttpResponse.BodyHandler<T> handler) throws IOException {
      try {
        return client.send(request.method(method, body).build(), handler);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Interrupted while waiting for " + uri.getPath());
      }
    }

    /**
     * Sends, and returns what a good answer says; a missing node if it says nothing.
     *
     * @throws IOException if there is no answer in time, or none with status 2xx
     */
    public JsonNode ok() throws IOException {
      Answer answer = answer();
      if (!answer.isOk()) {
        throw refused(answer.status());
      }
      return answer.json();
    }

    /**
     * Sends, and hands out each element of the array that a good answer is, one after the other: a
     * hundred thousand contacts as one tree took more memory than a tool has.
     *
     * @throws IOException if there is no answer in time, or none with status 2xx
     */
    public void elements(Consumer<JsonNode> taker) throws IOException {
      HttpResponse<InputStream> response = send(HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body();
          MappingIterator<JsonNode> elements = JSON.readerFor(JsonNode.class).readValues(in)) {
        if (response.statusCode() / 100 != 2) {
          throw refused(response.statusCode());
        }
        while (elements.hasNextValue()) {
          taker.accept(elements.nextValue());
        }
      }
    }

    /** With the path alone: a query may hold a secret. */
    private IOException refused(int status) {
      return new IOException(method + " " + uri.getPath() + " was answered with " + status);
    }
  }
}

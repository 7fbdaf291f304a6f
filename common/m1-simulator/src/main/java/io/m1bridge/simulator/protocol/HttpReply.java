package io.m1bridge.simulator.protocol;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What goes back over the connection. */
public sealed interface HttpReply {
  /**
   * A whole answer.
   *
   * @param status HTTP status
   * @param contentType media type with charset
   * @param body bytes of the body
   * @param headers further ones, by name
   */
  record Whole(int status, String contentType, byte[] body, Map<String, String> headers)
      implements HttpReply {

    /** Copies. */
    public Whole {
      headers = Map.copyOf(headers);
    }

    /** Without further headers. */
    public Whole(int status, String contentType, byte[] body) {
      this(status, contentType, body, Map.of());
    }

    /** The same with one more header. */
    public Whole with(String name, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(name, value);
      return new Whole(status, contentType, body, more);
    }
  }

  /**
   * The start of an answer whose announced length is never reached: the connection closes instead.
   *
   * @param status HTTP status
   * @param contentType media type with charset
   * @param body the whole body, of which the first half is sent
   */
  record Truncated(int status, String contentType, byte[] body) implements HttpReply {}

  /** No answer: the connection closes. */
  record Reset() implements HttpReply {}

  /** A JSON answer. */
  static HttpReply.Whole json(int status, byte[] body) {
    return new Whole(status, "application/json;charset=UTF-8", body);
  }

  /** An HTML answer, as web servers in front of an API give. */
  static HttpReply.Whole html(int status, String body) {
    return text(status, "text/html", body);
  }

  /**
   * A text.
   *
   * @param mediaType without charset, which is UTF-8
   */
  static HttpReply.Whole text(int status, String mediaType, String body) {
    return new Whole(status, mediaType + ";charset=UTF-8", body.getBytes(StandardCharsets.UTF_8));
  }
}

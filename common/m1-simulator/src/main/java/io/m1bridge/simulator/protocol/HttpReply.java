package io.m1bridge.simulator.protocol;

/** What goes back over the connection. */
public sealed interface HttpReply {
  /**
   * A whole answer.
   *
   * @param status HTTP status
   * @param contentType media type with charset
   * @param body bytes of the body
   */
  record Whole(int status, String contentType, byte[] body) implements HttpReply {}

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
    return new Whole(
        status, "text/html;charset=UTF-8", body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}

package io.m1bridge.systemtests.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Requests whose failure is an answer, too. */
final class Http {

  /** No answer: refused, reset or too late. */
  static final int NONE = 0;

  static final int OK = 200;

  private final JsonHttp http;

  private Http(JsonHttp http) {
    this.http = http;
  }

  static Http plain(Duration timeout) {
    return new Http(new JsonHttp(timeout));
  }

  /** With cookies, as a browser. */
  static Http browser(Duration timeout) {
    return new Http(JsonHttp.withCookies(timeout));
  }

  /**
   * @param status {@link #NONE} if there was no answer
   * @param location of a redirect, else empty
   * @param json missing if the body is none
   */
  record Reply(int status, String body, String location, JsonNode json) {}

  Reply send(String method, URI uri, Map<String, String> headers, String body) {
    try {
      JsonHttp.Call call = http.call(method, uri).json(body);
      headers.forEach(call::header);
      Answer answer = call.answer();
      return new Reply(
          answer.status(), answer.body(), answer.header("Location").orElse(""), json(answer));
    } catch (InterruptedIOException e) {
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      return new Reply(NONE, String.valueOf(e.getMessage()), "", MissingNode.getInstance());
    }
  }

  private static JsonNode json(Answer answer) {
    try {
      return answer.json();
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}

package io.m1bridge.owner.web;

import io.m1bridge.kafka.replica.ReplicaClient;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks, to be sent on as it is: all replicas know the same people.
 *
 * @param route path and query as they stand in an address
 * @param headers of the caller, by name; null where there is none of the name
 * @param body null for none
 */
public record Question(
    String method, String route, UnaryOperator<@Nullable String> headers, @Nullable Body body) {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Of what has a body: some work is done for it. Who asks gives up earlier, if they want. */
  private static final Duration WORK_TIMEOUT = Duration.ofMinutes(2);

  private static final List<String> PASSED_ON =
      List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE, HttpHeaders.ACCEPT);

  /** What comes with it, as it came. */
  record Body(String type, byte[] bytes) {}

  /** A question as a filter sees it. */
  public static Question of(ContainerRequestContext request) {
    return new Question(
        request.getMethod(),
        route(request.getUriInfo().getRequestUri()),
        request::getHeaderString,
        null);
  }

  /** A question as a resource's GET sees it. */
  public static Question get(UriInfo uri, HttpHeaders headers) {
    return new Question("GET", route(uri.getRequestUri()), headers::getHeaderString, null);
  }

  /** Another question of the same caller, for JSON. */
  public static Question json(String route, UnaryOperator<@Nullable String> headers) {
    return new Question(
        "GET",
        route,
        name -> HttpHeaders.ACCEPT.equals(name) ? "application/json" : headers.apply(name),
        null);
  }

  /**
   * A question as a resource's POST sees it.
   *
   * @param body as it came; null for none
   */
  public static Question post(UriInfo uri, HttpHeaders headers, byte @Nullable [] body) {
    String type = String.valueOf(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
    return new Question(
        "POST",
        route(uri.getRequestUri()),
        headers::getHeaderString,
        new Body(type, body == null ? new byte[0] : body));
  }

  /** How long the answer may take. */
  Duration timeout() {
    return body == null ? TIMEOUT : WORK_TIMEOUT;
  }

  /** Whether another replica has sent it on, so that it goes no further. */
  boolean isSentOn() {
    return headers.apply(ReplicaClient.FORWARDED) != null;
  }

  /** With who asks, and in which form the answer is wanted. */
  ReplicaClient.Call as(ReplicaClient.Call call) {
    PASSED_ON.forEach(name -> call.header(name, headers.apply(name)));
    Body sent = body;
    return sent == null ? call : call.body(sent.type(), sent.bytes());
  }

  private static String route(URI asked) {
    String query = asked.getRawQuery();
    return asked.getRawPath() + (query == null ? "" : "?" + query);
  }
}

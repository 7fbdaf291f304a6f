package io.m1bridge.owner.web;

import io.m1bridge.kafka.replica.ReplicaClient;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks, to be sent on as it is: all replicas know the same people.
 *
 * @param route path and query as they stand in an address
 * @param headers of the caller, by name; null where there is none of the name
 */
public record Question(String method, String route, UnaryOperator<@Nullable String> headers) {

  private static final List<String> PASSED_ON =
      List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE, HttpHeaders.ACCEPT);

  /** A question as a filter sees it. */
  public static Question of(ContainerRequestContext request) {
    return new Question(
        request.getMethod(), route(request.getUriInfo().getRequestUri()), request::getHeaderString);
  }

  /** A question as a resource's GET sees it. */
  public static Question get(UriInfo uri, HttpHeaders headers) {
    return new Question("GET", route(uri.getRequestUri()), headers::getHeaderString);
  }

  /** Another question of the same caller, for JSON. */
  public static Question json(String route, UnaryOperator<@Nullable String> headers) {
    return new Question(
        "GET",
        route,
        name -> HttpHeaders.ACCEPT.equals(name) ? "application/json" : headers.apply(name));
  }

  /** Whether another replica has sent it on, so that it goes no further. */
  boolean isSentOn() {
    return headers.apply(ReplicaClient.FORWARDED) != null;
  }

  /** With who asks, and in which form the answer is wanted. */
  ReplicaClient.Call as(ReplicaClient.Call call) {
    PASSED_ON.forEach(name -> call.header(name, headers.apply(name)));
    return call;
  }

  private static String route(URI asked) {
    String query = asked.getRawQuery();
    return asked.getRawPath() + (query == null ? "" : "?" + query);
  }
}

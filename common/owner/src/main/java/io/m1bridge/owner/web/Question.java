package io.m1bridge.owner.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.kafka.replica.ReplicaClient;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks, to be sent on as it is: all replicas know the same people.
 *
 * @param route path and query as they stand in an address
 * @param headers of the caller, by name; null where there is none of the name
 * @param body null for none
 * @param timeout how long the answer may take
 */
public record Question(
    String method,
    String route,
    UnaryOperator<@Nullable String> headers,
    @Nullable Body body,
    Duration timeout) {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Where some work is done, as for what has a body. Who asks gives up earlier, if they want. */
  private static final Duration WORK_TIMEOUT = Duration.ofMinutes(2);

  private static final List<String> PASSED_ON =
      List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE, HttpHeaders.ACCEPT);

  Question(
      String method, String route, UnaryOperator<@Nullable String> headers, @Nullable Body body) {
    this(method, route, headers, body, body == null ? TIMEOUT : WORK_TIMEOUT);
  }

  /** The same, where some work is done for it though it has no body. */
  public Question patient() {
    return new Question(method, route, headers, body, WORK_TIMEOUT);
  }

  /** The same, where nothing is done for it though it has a body. */
  public Question prompt() {
    return new Question(method, route, headers, body, TIMEOUT);
  }

  /** The same, whose answer may take so long. */
  public Question within(Duration longest) {
    return new Question(method, route, headers, body, longest);
  }

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
    String given = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
    String type = given == null ? MediaType.APPLICATION_OCTET_STREAM : given;
    return new Question(
        "POST",
        route(uri.getRequestUri()),
        headers::getHeaderString,
        new Body(type, body == null ? new byte[0] : body));
  }

  /**
   * The same of a POST that was read as JSON.
   *
   * @param asked what was read
   */
  public static Question post(UriInfo uri, HttpHeaders headers, ObjectMapper json, Object asked) {
    try {
      return post(uri, headers, json.writeValueAsBytes(asked));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was read as JSON can be written as such", e);
    }
  }

  /** A question as a resource's POST of a form sees it. */
  public static Question form(
      UriInfo uri, HttpHeaders headers, MultivaluedMap<String, String> form) {
    return post(
        uri,
        headers,
        form.entrySet().stream()
            .flatMap(
                field ->
                    field.getValue().stream()
                        .map(value -> encoded(field.getKey()) + "=" + encoded(value)))
            .collect(Collectors.joining("&"))
            .getBytes(StandardCharsets.US_ASCII));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
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

  /**
   * The route that a request was matched with, segment by segment, each written anew: what the
   * client wrote may be anything, and two readers of an odd address may read two. The query, which
   * leads nowhere, stays.
   *
   * @throws NotFoundException for an address that climbs
   */
  static String route(URI asked) {
    StringBuilder path = new StringBuilder();
    for (String raw : asked.getRawPath().split("/")) {
      // Parameters of a segment choose no resource.
      String segment = decoded(raw.split(";", 2)[0]);
      if (segment.equals(".") || segment.equals("..")) {
        throw new NotFoundException();
      }
      if (!segment.isEmpty()) {
        path.append('/').append(encoded(segment).replace("+", "%20"));
      }
    }
    String query = asked.getRawQuery();
    return (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
  }

  private static String decoded(String segment) {
    // A plus means a blank in forms only.
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}

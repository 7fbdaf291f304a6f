package io.m1bridge.ui.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every exception that leaves a resource, of ours or of the framework, ends as a {@link Problem}.
 *
 * <p>Why: {@code docs/rationale.md#problems-are-mapped-by-ourselves}.
 */
@ApplicationScoped
class ProblemMappers {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);

  /** Where the resource does not say: what is not possible now mostly is after a rebalance. */
  private static final int RETRY_AFTER_SECONDS = 2;

  private final ProblemResponses responses;
  private final HttpServerRequest current;

  @Inject
  ProblemMappers(ProblemResponses responses, HttpServerRequest current) {
    this.responses = responses;
    this.current = current;
  }

  @ServerExceptionMapper
  Response problem(ProblemException e, ContainerRequestContext request) {
    return respond(e.problem(), request, null);
  }

  /**
   * The framework's own refusals. A resource that built an entity itself meant it: it is left
   * alone.
   */
  @ServerExceptionMapper
  Response webApplication(WebApplicationException e, ContainerRequestContext request) {
    Response given = e.getResponse();
    if (given.hasEntity() || given.getStatus() < 400) {
      return given;
    }
    if (e.getCause() instanceof JsonProcessingException cause) {
      return malformedJson(cause, request);
    }
    if (given.getStatus() >= 500 && given.getStatus() != 503) {
      return unexpected(e, request);
    }
    return respond(StatusProblems.forStatus(given.getStatus()), request, given);
  }

  @ServerExceptionMapper
  Response malformedJson(JsonProcessingException e, ContainerRequestContext request) {
    return respond(describe(e), request, null);
  }

  /** Has a mapper of its own in Quarkus, which would win over the one for its superclass. */
  @ServerExceptionMapper
  Response mismatchedJson(MismatchedInputException e, ContainerRequestContext request) {
    return respond(describe(e), request, null);
  }

  /**
   * A bug, or something outside that is broken: the log has it whole, the caller an id to name it
   * by.
   */
  @ServerExceptionMapper
  Response unexpected(Throwable e, ContainerRequestContext request) {
    String id = UUID.randomUUID().toString();
    if (AbortedRequests.isAborted(e, current)) {
      LogLine.debug(LOG)
          .with(LogKey.ERROR_ID, id)
          .with(LogKey.METHOD, request.getMethod())
          .because(e)
          .say("The client went away");
    } else {
      LogLine.error(LOG)
          .with(LogKey.ERROR_ID, id)
          .with(LogKey.METHOD, request.getMethod())
          .because(e)
          .say("A request failed");
    }
    return respond(
        Problem.of(500, "Something went wrong on our side")
            .withInstance("urn:m1-bridge:error:" + id)
            .withAdvice("Try again; if it stays, give the operators the id: the log has it."),
        request,
        null);
  }

  /** Where it breaks, never Jackson's own words: they quote the input. */
  private static Problem describe(JsonProcessingException e) {
    Problem problem =
        Problem.of(400, "malformed-json", "The body is not the JSON that is expected here");
    return problem
        .withDetail("Cannot be read" + field(e) + position(e.getLocation()) + ".")
        .withAdvice("Check the JSON syntax, the names and the types of the fields.");
  }

  private static String field(JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return "";
    }
    return mapping.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining(".", " at ", ""));
  }

  private static String position(@Nullable JsonLocation at) {
    return at == null || at.getLineNr() < 1
        ? ""
        : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  private Response respond(
      Problem problem, ContainerRequestContext request, @Nullable Response given) {
    Problem placed =
        problem.instance() == null
            ? problem.withInstance(request.getUriInfo().getRequestUri().getRawPath())
            : problem;
    var body = responses.render(placed, request.getHeaderString(HttpHeaders.ACCEPT));
    Response.ResponseBuilder answer = Response.status(placed.status());
    if (given != null) {
      given
          .getHeaders()
          .forEach((name, values) -> values.forEach(value -> answer.header(name, value)));
    }
    boolean says = given != null && given.getHeaders().containsKey(HttpHeaders.RETRY_AFTER);
    if (placed.status() == 503 && !says) {
      answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return answer.type(body.mediaType()).entity(body.content()).build();
  }
}

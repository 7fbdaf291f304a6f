package io.m1bridge.simulator.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Control API mistakes are told in words: it is used by people, with curl. */
class ControlErrors {
  @ServerExceptionMapper
  Response badValue(IllegalArgumentException e) {
    return answer(400, e.getMessage());
  }

  // The built-in mapper of this very class answers without a reason, so it has to be named.
  @ServerExceptionMapper
  Response badInput(MismatchedInputException e) {
    return answer(400, e.getOriginalMessage());
  }

  @ServerExceptionMapper
  Response badBody(WebApplicationException e) {
    return e.getCause() instanceof JsonProcessingException json
        ? answer(400, json.getOriginalMessage())
        : e.getResponse();
  }

  @ServerExceptionMapper
  Response notFound(NotFoundException e) {
    return answer(404, e.getMessage());
  }

  private static Response answer(int status, @Nullable String reason) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(Map.of("error", reason == null ? "" : reason))
        .build();
  }
}

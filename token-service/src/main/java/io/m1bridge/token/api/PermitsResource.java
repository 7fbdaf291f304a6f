package io.m1bridge.token.api;

import io.m1bridge.contracts.token.PermitsAnswer;
import io.m1bridge.contracts.token.PermitsRequest;
import io.m1bridge.kafka.replica.ReplicaClient;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.caller.Action;
import io.m1bridge.token.caller.Callers;
import io.m1bridge.token.caller.Callers.Caller;
import io.m1bridge.ui.problem.Problem;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Permission to call M1: one request per process and second covers all its accounts. */
@Path(PermitsResource.PATH)
@Authenticated
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.APPLICATION_JSON)
public class PermitsResource {

  static final String PATH = "/v1/permits";

  private static final int MOST_WANTED = 20;
  private static final int MOST_LINES = 10_000;

  private final PermitRouter router;
  private final Callers callers;
  private final JsonWebToken jwt;

  PermitsResource(PermitRouter router, Callers callers, JsonWebToken jwt) {
    this.router = router;
    this.callers = callers;
    this.jwt = jwt;
  }

  @POST
  @Blocking
  @Operation(
      summary = "Asks for permits, gives back unused ones, reports E10104",
      description =
          "A lease lives for validForMillis from the moment the request was sent. Nothing is ever sent on an expired one.")
  public PermitsAnswer permits(@Nullable PermitsRequest body, @Context HttpHeaders headers) {
    Caller caller = callers.require(jwt.getSubject(), Action.PERMITS);
    PermitsRequest request = Requests.present(body, "The body");
    check(request);
    return router.answer(
        request,
        caller,
        String.valueOf(headers.getHeaderString(HttpHeaders.AUTHORIZATION)),
        headers.getHeaderString(ReplicaClient.FORWARDED) != null);
  }

  private static void check(PermitsRequest request) {
    Requests.present(request.instance(), "instance");
    int lines = request.demands().size() + request.returns().size() + request.throttled().size();
    if (lines > MOST_LINES) {
      throw Requests.bad("At most " + MOST_LINES + " demands, returns and reports in one request");
    }
    for (PermitsRequest.Demand demand : request.demands()) {
      if (demand.account() == null || !AccountId.isValid(demand.account())) {
        throw Requests.bad("A demand names an account that cannot be one");
      }
      if (demand.wanted() < 1 || demand.wanted() > MOST_WANTED) {
        throw Requests.bad("wanted must be 1 to " + MOST_WANTED);
      }
    }
    for (PermitsRequest.Return back : request.returns()) {
      if (back.leaseId() == null || back.permits() < 1) {
        throw Requests.bad("A return needs a leaseId and at least one permit");
      }
    }
    if (request.throttled().stream().anyMatch(id -> id == null || !AccountId.isValid(id))) {
      throw Requests.bad("throttled names an account that cannot be one");
    }
  }
}

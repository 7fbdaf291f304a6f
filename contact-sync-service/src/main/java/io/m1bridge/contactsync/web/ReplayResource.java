package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.replay.Replay;
import io.m1bridge.contactsync.replay.Replays;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.Caller;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import io.m1bridge.ui.signin.UiOperator;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Dead letters are replayed. */
@Path("/v1/accounts/{id}/replay")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
@UiProtected
public class ReplayResource {

  private final Replays replays;
  private final Caller caller;

  ReplayResource(Replays replays, Caller caller) {
    this.replays = replays;
    this.caller = caller;
  }

  /** Any replica takes it. */
  @POST
  @UiOperator
  @Operation(
      summary = "Replay dead letters of an account that could not be read, or count them",
      description =
          "Reads contact-sync.dead-letters and gives each letter of the account, and of the reason"
              + " if one is given, to the account's owner, in their order and with their first"
              + " coordinates. The owner takes those that no later change of the contact followed:"
              + " a replay never overrides newer data. dryRun counts only. What M1 refused is sent"
              + " again by the command retry.")
  @APIResponse(
      responseCode = "202",
      description = "Begun; GET tells how far it is, at this replica",
      content = @Content(schema = @Schema(implementation = Replay.class)))
  @APIResponse(responseCode = "403", description = "May look, not act")
  @APIResponse(responseCode = "409", description = "Another replay is running here")
  public Response begin(
      @PathParam("id") String id,
      @Nullable ReplayRequest body,
      @Context HttpServerRequest request) {
    if (!AccountId.isValid(id)) {
      throw none();
    }
    String reason = body == null ? null : body.reason();
    boolean dryRun = body != null && Boolean.TRUE.equals(body.dryRun());
    Replay begun =
        replays
            .begin(new AccountId(id), reason, dryRun, caller.name(request))
            .orElseThrow(
                () ->
                    Problem.of(409, "replay-running", "A replay is running at this replica")
                        .withAdvice("Wait until it has ended, or ask another replica")
                        .toException());
    return Response.accepted(begun).build();
  }

  /** The last one of this process. */
  @GET
  @Operation(summary = "How far the last replay of an account at this replica is")
  public Replay last(@PathParam("id") String id) {
    return replays
        .last()
        .filter(replay -> replay.account().equals(id))
        .orElseThrow(ReplayResource::none);
  }

  private static ProblemException none() {
    return Problem.of(404, "no-replay", "This replica knows no replay of the account")
        .withAdvice("Ask the replica that began it, or begin one")
        .toException();
  }
}

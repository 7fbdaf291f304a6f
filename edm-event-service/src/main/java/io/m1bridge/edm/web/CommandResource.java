package io.m1bridge.edm.web;

import io.m1bridge.owner.web.Caller;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.signin.UiOperator;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
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

/** A person steers the reading of an account. */
@Path("/v1/accounts/{id}/commands")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
@UiProtected
@UiOperator
public class CommandResource {

  private static final CommandRequest NOTHING = new CommandRequest(null, null, null, null);

  private final Commands commands;
  private final Caller caller;

  CommandResource(Commands commands, Caller caller) {
    this.commands = commands;
    this.caller = caller;
  }

  /** Any replica takes it. */
  @POST
  @Operation(
      summary = "poll-now a campaign, backfill a range",
      description =
          "Writes the command to edm.commands, which the account's owner reads within seconds."
              + " poll-now: M1 is asked for the campaign before all others; its lastPollAt shows"
              + " it. backfill: M1 is asked for the campaigns of the range, also of those that are"
              + " older than the service looks for by itself, and the whole list of each is read,"
              + " behind all that is fresh; what was published already is not published again. It"
              + " takes the place of one that is under way. The owner is asked whether it knows the"
              + " account and the campaign; where it does not answer in time, the command is written"
              + " all the same, and the owner leaves out what it does not know. GET /v1/accounts/{id}/backfill tells"
              + " how far it is.")
  @APIResponse(
      responseCode = "202",
      description = "Written; where it stands",
      content = @Content(schema = @Schema(implementation = CommandAccepted.class)))
  @APIResponse(responseCode = "400", description = "No such action, or no range")
  @APIResponse(responseCode = "401", description = "Not signed in")
  @APIResponse(responseCode = "403", description = "May look, not act")
  @APIResponse(responseCode = "404", description = "No such account or campaign")
  @APIResponse(responseCode = "503", description = "Kafka did not take it, or did not say so")
  public Response give(
      @PathParam("id") String id,
      @Nullable CommandRequest body,
      @Context HttpServerRequest request) {
    CommandRequest asked = body == null ? NOTHING : body;
    Commands.Asker who = new Commands.Asker(caller.name(request), request::getHeader);
    return Response.accepted(CommandAccepted.of(commands.give(id, asked, who))).build();
  }
}

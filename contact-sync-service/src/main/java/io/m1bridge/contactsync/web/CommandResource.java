package io.m1bridge.contactsync.web;

import io.m1bridge.contracts.Command;
import io.m1bridge.owner.command.Sent;
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

/** A person steers an account. */
@Path("/v1/accounts/{id}/commands")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
@UiProtected
@UiOperator
public class CommandResource {

  private final Commands commands;
  private final Caller caller;
  private final ForgottenTopics forgotten;

  CommandResource(Commands commands, Caller caller, ForgottenTopics forgotten) {
    this.commands = commands;
    this.caller = caller;
    this.forgotten = forgotten;
  }

  /** Any replica takes it. */
  @POST
  @Operation(
      summary =
          "Pause, resume, approve or reject the deletes that wait, retry, reconcile, repair,"
              + " reset-incarnation, forget",
      description =
          "Writes the command to contact-sync.commands, which the account's owner reads within"
              + " seconds; the queue then shows what it did. pause: no call begins, changes are"
              + " taken. approve: the deletes that wait then are carried out in M1, which cannot"
              + " undo them. reject: those contacts stay in M1, each delete becomes a dead letter."
              + " retry: what M1 refused is sent again, once its cause was mended."
              + " reconcile: all that M1 lists is looked through now."
              + " repair: what M1 shows otherwise than it acknowledged is sent again."
              + " reset-incarnation: everything that the CRM wants is added to the new M1 account."
              + " forget: the contact is deleted in M1, whatever the account's mode, and then in our"
              + " state; GET /v1/accounts/{id}/forgets/{contact} tells how far that is.")
  @APIResponse(
      responseCode = "202",
      description = "Written; where it stands",
      content = @Content(schema = @Schema(implementation = CommandAccepted.class)))
  @APIResponse(responseCode = "400", description = "No such action, or no contact to forget")
  @APIResponse(responseCode = "401", description = "Not signed in")
  @APIResponse(responseCode = "403", description = "May look, not act")
  @APIResponse(responseCode = "404", description = "No such account")
  @APIResponse(responseCode = "409", description = "Nothing to do")
  @APIResponse(responseCode = "503", description = "Kafka did not take it, or did not say so")
  public Response give(
      @PathParam("id") String id,
      @Nullable CommandRequest body,
      @Context HttpServerRequest request) {
    String action = body == null ? null : body.action();
    String contact = body == null ? null : body.contact();
    Sent.Written written = commands.give(id, action, contact, caller.name(request));
    boolean forgets = written.command().action() == Command.Action.FORGET;
    return Response.accepted(
            CommandAccepted.of(written, forgets ? forgotten.asked(written.command()) : null))
        .build();
  }
}

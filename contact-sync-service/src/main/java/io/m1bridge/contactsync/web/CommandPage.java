package io.m1bridge.contactsync.web;

import io.m1bridge.owner.command.Sent;
import io.m1bridge.owner.web.Caller;
import io.m1bridge.ui.signin.UiOperator;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The buttons of the page. */
@Path("/ui/accounts/{id}/{action}")
@Blocking
@UiOperator
public class CommandPage {

  private final Commands commands;
  private final Caller caller;

  CommandPage(Commands commands, Caller caller) {
    this.commands = commands;
    this.caller = caller;
  }

  /** Back to the page, which says what was sent. */
  @POST
  @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.WILDCARD})
  @Operation(hidden = true)
  public Response give(
      @PathParam("id") String id,
      @PathParam("action") String action,
      @FormParam("contact") @Nullable String contact,
      @Context HttpServerRequest request) {
    Sent.Written written = commands.give(id, action, contact, caller.name(request));
    return Response.status(303)
        .header(
            HttpHeaders.LOCATION, "/?sent=" + action + "&account=" + written.command().account())
        .build();
  }
}

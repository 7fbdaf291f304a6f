package io.m1bridge.contactsync.replay.web;

import io.m1bridge.contactsync.replay.Replay;
import io.m1bridge.contactsync.replay.Replays;
import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.owner.web.Caller;
import io.m1bridge.ui.signin.UiProtected;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The page of an account's last replay: how far it is, and what it would be. */
@Path("/accounts/{id}/replay")
@UiProtected
@Blocking
@Produces(MediaType.TEXT_HTML)
public class ReplayPage {

  private final Replays replays;
  private final Caller caller;
  private final Clock clock;
  private final Template page;

  ReplayPage(Replays replays, Caller caller, Clock clock, @Location("replay.html") Template page) {
    this.replays = replays;
    this.caller = caller;
    this.clock = clock;
    this.page = page;
  }

  /** The owner tells it. */
  @GET
  @AnsweredByOwner
  @Operation(hidden = true)
  public TemplateInstance last(@PathParam("id") String id, @Context HttpServerRequest request) {
    @Nullable Replay last = replays.last(ReplayResource.account(id)).orElse(null);
    return page.data("account", id)
        .data("replay", last)
        .data("toBeConfirmed", last != null && last.isToBeConfirmed(clock.instant()))
        .data("operator", caller.isOperator(request));
  }
}

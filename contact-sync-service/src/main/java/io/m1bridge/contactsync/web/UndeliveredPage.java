package io.m1bridge.contactsync.web;

import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.owner.web.Caller;
import io.m1bridge.ui.signin.UiProtected;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The page of what is not delivered, and why. */
@UiProtected
@Path("/accounts/{id}/undelivered")
public class UndeliveredPage {

  private static final int ROWS = 100;

  private final UndeliveredResource undelivered;
  private final Caller caller;
  private final Template page;

  UndeliveredPage(
      UndeliveredResource undelivered, Caller caller, @Location("undelivered.html") Template page) {
    this.undelivered = undelivered;
    this.caller = caller;
    this.page = page;
  }

  /** A hundred contacts of an account. */
  @GET
  @Blocking
  @AnsweredByOwner
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public TemplateInstance list(
      @PathParam("id") String id,
      @QueryParam("after") @DefaultValue("") String after,
      @Context HttpServerRequest request) {
    UndeliveredView list = undelivered.undelivered(id, after, ROWS);
    String next = list.next();
    return page.data("list", list)
        .data("first", after.isEmpty())
        .data("operator", caller.isOperator(request))
        .data("next", next == null ? null : URLEncoder.encode(next, StandardCharsets.UTF_8));
  }
}

package io.m1bridge.contactsync.web;

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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The page that asks for rows and a mapping; {@link PriceForm} tells what they would cost. */
@UiProtected
@Path("/accounts/{id}/price")
public class PricePage {

  private final StatusResource status;
  private final Caller caller;
  private final Template page;

  PricePage(StatusResource status, Caller caller, @Location("price.html") Template page) {
    this.status = status;
    this.caller = caller;
    this.page = page;
  }

  /** Nothing asked yet. */
  @GET
  @Blocking
  @AnsweredByOwner
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public TemplateInstance empty(@PathParam("id") String id, @Context HttpServerRequest request) {
    return page.data("account", status.queue(id).account())
        .data("operator", caller.isOperator(request))
        .data("asked", PriceForm.Asked.NOTHING)
        .data("problems", List.of())
        .data("price", null);
  }
}

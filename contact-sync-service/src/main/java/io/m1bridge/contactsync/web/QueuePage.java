package io.m1bridge.contactsync.web;

import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.Caller;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The page: what goes in, what has ended, what waits and why. */
@Path("/")
public class QueuePage {

  private final StatusResource status;
  private final Caller caller;
  private final Template page;

  QueuePage(StatusResource status, Caller caller, @Location("queue.html") Template page) {
    this.status = status;
    this.caller = caller;
    this.page = page;
  }

  /**
   * All accounts of all replicas.
   *
   * @param sent the action that a button has just sent
   * @param account to which one
   */
  @GET
  @Blocking
  @Produces(MediaType.TEXT_HTML)
  public TemplateInstance queue(
      @QueryParam("sent") @Nullable String sent,
      @QueryParam("account") @Nullable String account,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    return page.data("status", status.status())
        .data("accounts", status.accounts(headers))
        .data("operator", caller.isOperator(request))
        .data("sent", Commands.isAction(sent) ? sent : null)
        .data("to", account != null && AccountId.isValid(account) ? account : null);
  }
}

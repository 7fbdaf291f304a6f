package io.m1bridge.contactsync.web;

import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.Caller;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The page: what goes in, what has ended, what waits and why. */
@Path("/")
public class QueuePage {

  private static final int CARDS = 20;

  private final StatusResource status;
  private final AllReplicas replicas;
  private final Caller caller;
  private final Template page;

  QueuePage(
      StatusResource status,
      AllReplicas replicas,
      Caller caller,
      @Location("queue.html") Template page) {
    this.status = status;
    this.replicas = replicas;
    this.caller = caller;
    this.page = page;
  }

  /**
   * Accounts of all replicas.
   *
   * @param sent the action that a button has just sent
   * @param account to which one
   * @param text what their ids have in them
   * @param health how they are; empty for all
   * @param sort as {@link AccountQuery} has it
   * @param order asc or desc
   * @param number of the page, from 1
   */
  @GET
  @Blocking
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public TemplateInstance queue(
      @QueryParam("sent") @Nullable String sent,
      @QueryParam("account") @Nullable String account,
      @QueryParam("q") @DefaultValue("") String text,
      @QueryParam("health") @DefaultValue("") String health,
      @QueryParam("sort") @DefaultValue("account") String sort,
      @QueryParam("order") @DefaultValue("asc") String order,
      @QueryParam("page") @DefaultValue("1") int number,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    AccountQuery query = AccountQuery.of(text, health, sort, order);
    AllReplicas.Sums sums = replicas.sums(status.status(), headers::getHeaderString);
    AllReplicas.Accounts all = replicas.accounts(headers::getHeaderString);
    return page.data("status", sums.sum())
        .data("problems", sums.problems())
        .data("missing", Math.max(sums.missing(), all.missing()))
        .data("known", all.known())
        .data("query", query)
        .data("total", all.accounts().size())
        .data("page", Paged.of(query.on(all.accounts().stream()), number, CARDS))
        .data("operator", caller.isOperator(request))
        .data("sent", Commands.isAction(sent) ? sent : null)
        .data("to", account != null && AccountId.isValid(account) ? account : null);
  }
}

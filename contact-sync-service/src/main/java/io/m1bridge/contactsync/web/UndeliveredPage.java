package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.task.SyncTopology;
import io.m1bridge.contactsync.undelivered.UndeliveredList;
import io.m1bridge.contactsync.undelivered.UndeliveredSearch;
import io.m1bridge.contactsync.undelivered.UndeliveredSearch.Found;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.owner.web.Caller;
import io.m1bridge.owner.web.Stores;
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
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The page of what is not delivered, and why. */
@UiProtected
@Path("/accounts/{id}/undelivered")
public class UndeliveredPage {

  private static final int ROWS = 50;

  /** Rows that are found and sorted: whoever looks for one names more of it. */
  private static final int MOST = 10_000;

  private final Stores stores;
  private final StatusResource status;
  private final Caller caller;
  private final Template page;

  UndeliveredPage(
      Stores stores,
      StatusResource status,
      Caller caller,
      @Location("undelivered.html") Template page) {
    this.stores = stores;
    this.status = status;
    this.caller = caller;
    this.page = page;
  }

  /**
   * Fifty contacts of an account.
   *
   * @param text what their keys have in them
   * @param reason of this one alone; empty for all
   * @param sort as {@link UndeliveredQuery} has it
   * @param order asc or desc
   * @param number of the page, from 1
   */
  @GET
  @Blocking
  @AnsweredByOwner
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public TemplateInstance list(
      @PathParam("id") String id,
      @QueryParam("q") @DefaultValue("") String text,
      @QueryParam("reason") @DefaultValue("") String reason,
      @QueryParam("sort") @DefaultValue("contact") String sort,
      @QueryParam("order") @DefaultValue("asc") String order,
      @QueryParam("page") @DefaultValue("1") int number,
      @Context HttpServerRequest request) {
    UndeliveredQuery query = UndeliveredQuery.of(reason, text, sort, order);
    long total = status.queue(id).undelivered();
    AccountId account = new AccountId(id);
    return stores.<String, byte[], TemplateInstance>ask(
        SyncTopology.LEDGER,
        ledger -> {
          Found found = UndeliveredSearch.find(ledger, account, query.filter(), "", MOST);
          return page.data("account", id)
              .data("total", total)
              .data("reasons", UndeliveredList.reasons(ledger, account))
              .data("query", query)
              .data("found", found)
              .data("page", Paged.of(query.sorted(found.contacts()), number, ROWS))
              .data("operator", caller.isOperator(request));
        });
  }
}

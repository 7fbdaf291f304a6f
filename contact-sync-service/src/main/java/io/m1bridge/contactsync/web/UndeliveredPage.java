package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.task.SyncTopology;
import io.m1bridge.contactsync.undelivered.UndeliveredList;
import io.m1bridge.contactsync.undelivered.UndeliveredSearch;
import io.m1bridge.contactsync.undelivered.UndeliveredSearch.Found;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.owner.web.Caller;
import io.m1bridge.owner.web.Question;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.owner.web.Stores;
import io.m1bridge.ui.signin.UiProtected;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The page of what is not delivered, and why. */
@UiProtected
@Path("/accounts/{id}/undelivered")
public class UndeliveredPage {

  private static final int ROWS = 50;

  /** Rows that are found and sorted: whoever looks for one names more of it. */
  private static final int MOST = 10_000;

  private final Stores stores;
  private final StatusResource status;
  private final Replicas replicas;
  private final Caller caller;
  private final Template page;

  UndeliveredPage(
      Stores stores,
      StatusResource status,
      Replicas replicas,
      Caller caller,
      @Location("undelivered.html") Template page) {
    this.stores = stores;
    this.status = status;
    this.replicas = replicas;
    this.caller = caller;
    this.page = page;
  }

  /**
   * Fifty contacts of an account.
   *
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
      @QueryParam("reason") @DefaultValue("") String reason,
      @QueryParam("sort") @DefaultValue("contact") String sort,
      @QueryParam("order") @DefaultValue("asc") String order,
      @QueryParam("page") @DefaultValue("1") int number,
      @Context HttpServerRequest request) {
    return shown(id, UndeliveredQuery.of(reason, "", sort, order), number, request);
  }

  /** The same of those whose keys have a text in them: it stands in the form, not in an address. */
  @POST
  @Blocking
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public Response find(
      @PathParam("id") String id,
      MultivaluedMap<String, String> form,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    return Optional.of(id)
        .filter(AccountId::isValid)
        .flatMap(valid -> replicas.answer(valid, Question.form(uri, headers, form)))
        .orElseGet(() -> found(id, form, request));
  }

  private Response found(
      String id, MultivaluedMap<String, String> form, HttpServerRequest request) {
    UndeliveredQuery query =
        UndeliveredQuery.of(
            value(form, "reason", ""),
            value(form, "q", ""),
            value(form, "sort", "contact"),
            value(form, "order", "asc"));
    String number = value(form, "page", "1");
    TemplateInstance list =
        shown(id, query, number.matches("\\d{1,6}") ? Integer.parseInt(number) : 1, request);
    return Response.ok(list.render(), "text/html;charset=UTF-8").build();
  }

  private static String value(MultivaluedMap<String, String> form, String name, String otherwise) {
    @Nullable String given = form.getFirst(name);
    return given == null ? otherwise : given;
  }

  private TemplateInstance shown(
      String id, UndeliveredQuery query, int number, HttpServerRequest request) {
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

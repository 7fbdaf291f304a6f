package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.mapping.MappingException;
import io.m1bridge.contactsync.price.Price;
import io.m1bridge.contactsync.price.PriceRun;
import io.m1bridge.contactsync.price.Prices;
import io.m1bridge.contactsync.price.SampleRows;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.Question;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.owner.web.Stores;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.signin.UiOperator;
import io.m1bridge.ui.signin.UiProtected;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a sample of rows would cost, by a mapping that is pasted beside it; for operators,
 * since a mapping is a program that runs here. Nothing of either is kept. A file of any size goes
 * by {@link PriceResource}.
 */
@UiProtected
@UiOperator
@Path("/ui/accounts/{id}/price")
public class PriceForm {

  /** Characters of mapping and rows together. */
  private static final int MOST_CHARS = 1_000_000;

  private static final String CSV = "csv";

  private final Prices prices;
  private final Stores stores;
  private final Replicas replicas;
  private final StatusResource status;
  private final Template page;

  PriceForm(
      Prices prices,
      Stores stores,
      Replicas replicas,
      StatusResource status,
      @Location("price.html") Template page) {
    this.prices = prices;
    this.stores = stores;
    this.replicas = replicas;
    this.status = status;
    this.page = page;
  }

  /**
   * What stands in the form.
   *
   * @param mapping text of the mapping file; blank if the rows are changes of our own form
   * @param csv whether the rows are CSV, else NDJSON
   */
  public record Asked(String mapping, String rows, boolean csv) {

    static final Asked NOTHING = new Asked("", "", false);

    private static Asked of(MultivaluedMap<String, String> form) {
      Asked asked =
          new Asked(
              text(form.getFirst("mapping")),
              text(form.getFirst("rows")),
              CSV.equals(form.getFirst("format")));
      if (asked.mapping.length() + asked.rows.length() > MOST_CHARS) {
        throw Problem.of(413, "sample-too-large", "The sample is too large for the page")
            .withDetail("Mapping and rows may have 1,000,000 characters together")
            .withAdvice("Take fewer rows, or send all of them with m1bridge plan")
            .toException();
      }
      return asked;
    }

    private static String text(@Nullable String given) {
      return given == null ? "" : given;
    }

    private List<String> lines() throws SampleRows.Unreadable {
      if (csv && mapping.isBlank()) {
        throw new SampleRows.Unreadable("A CSV needs a mapping, which says what its columns are");
      }
      return csv ? SampleRows.ofCsv(rows) : SampleRows.ofNdjson(rows);
    }
  }

  /** What it comes to, or why nobody can tell. */
  @POST
  @Blocking
  @Produces(MediaType.TEXT_HTML)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Response tell(
      @PathParam("id") String id,
      MultivaluedMap<String, String> form,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    Asked asked = Asked.of(form);
    if (AccountId.isValid(id)) {
      Optional<Response> elsewhere = replicas.answer(id, Question.form(uri, headers, form));
      if (elsewhere.isPresent()) {
        return elsewhere.get();
      }
    }
    AccountView view = status.queue(id);
    Price price = null;
    String problem = "";
    try {
      price = price(view, asked);
    } catch (MappingException | SampleRows.Unreadable e) {
      problem = String.valueOf(e.getMessage());
    }
    return Response.ok(
            page.data("account", view.account())
                .data("operator", true)
                .data("asked", asked)
                .data("problems", problem.lines().toList())
                .data("price", price)
                .render(),
            "text/html;charset=UTF-8")
        .build();
  }

  private Price price(AccountView view, Asked asked) throws SampleRows.Unreadable {
    List<String> lines = asked.lines();
    AccountId account = new AccountId(view.account());
    String id =
        prices
            .begin(
                account,
                asked.mapping().isBlank() ? null : asked.mapping(),
                new PresentAccount(stores, account, replicas.partition(account.value())))
            .orElseThrow(PriceResource::busy);
    try {
      PriceRun run = prices.find(account, id).orElseThrow(PriceResource::unknown);
      run.take(1, lines);
      return run.end(view.forecast());
    } finally {
      prices.end(account, id);
    }
  }
}

package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.mapping.MappingException;
import io.m1bridge.contactsync.price.Price;
import io.m1bridge.contactsync.price.PriceRun;
import io.m1bridge.contactsync.price.Prices;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.owner.web.Question;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.owner.web.Stores;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import io.m1bridge.ui.signin.UiOperator;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a new source or a changed mapping would cost. Rows come in portions: each is looked at and
 * let go, so that a file of any size passes with small bodies, and nothing of it is stored.
 */
@Path("/v1/accounts/{id}/prices")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Blocking
@UiProtected
@UiOperator
public class PriceResource {

  private static final String YAML = "application/yaml";
  private static final String ROWS = "application/x-ndjson";

  private final Prices prices;
  private final Stores stores;
  private final Replicas replicas;
  private final StatusResource status;

  PriceResource(Prices prices, Stores stores, Replicas replicas, StatusResource status) {
    this.prices = prices;
    this.stores = stores;
    this.replicas = replicas;
    this.status = status;
  }

  /** The account's owner makes it, whichever is asked. */
  @POST
  @Consumes(YAML)
  @Operation(
      summary = "Begin to tell what the rows of a source would cost",
      description =
          "The body is the mapping file that reads the rows; empty for changes in our own form."
              + " Nothing is written or sent. Its rows go to .../prices/{price}/rows.")
  @APIResponse(
      responseCode = "201",
      description = "Begun",
      content = @Content(schema = @Schema(implementation = PriceBegun.class)))
  @APIResponse(responseCode = "400", description = "The mapping cannot be used; where and why")
  @APIResponse(responseCode = "403", description = "May look, not act: mappings are programs")
  @APIResponse(responseCode = "404", description = "No such account")
  @APIResponse(responseCode = "429", description = "Others are being made")
  public Response begin(
      @PathParam("id") String id,
      byte @Nullable [] mapping,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    Optional<Response> elsewhere = elsewhere(id, mapping, uri, headers);
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    AccountView view = status.queue(id);
    AccountId account = new AccountId(view.account());
    String price = begun(account, text(mapping)).orElseThrow(PriceResource::busy);
    return Response.status(Response.Status.CREATED).entity(new PriceBegun(price, 1)).build();
  }

  private Optional<String> begun(AccountId account, String mapping) {
    try {
      return prices.begin(
          account,
          mapping.isBlank() ? null : mapping,
          new PresentAccount(stores, account, replicas.partition(account.value())));
    } catch (MappingException e) {
      throw Problem.of(400, "mapping-unusable", "The mapping cannot be used")
          .withDetail(String.valueOf(e.getMessage()))
          .withAdvice("Correct it; --try-mapping of contact-sync runs its tests")
          .toException();
    }
  }

  /** The next rows; with the last ones comes the price. */
  @POST
  @Path("/{price}/rows")
  @Consumes(ROWS)
  @Operation(
      summary = "Send the next rows, a JSON value a line; with last=true comes the price",
      description =
          "A line is a captured record, {\"key\", \"value\", \"headers\"}, or a row alone. first is"
              + " the number of the first one, as the answer before said it (next). A price whose"
              + " rows stop coming for 10 minutes is given up; DELETE gives it up at once.")
  @APIResponse(
      responseCode = "200",
      description = "Taken: what is next, or the price",
      content = @Content(schema = @Schema(anyOf = {PriceBegun.class, Price.class})))
  @APIResponse(responseCode = "403", description = "May look, not act")
  @APIResponse(responseCode = "404", description = "No such price here any more")
  @APIResponse(responseCode = "409", description = "These are not the next rows")
  @APIResponse(responseCode = "413", description = "Too many contacts, or too large a portion")
  public Response rows(
      @PathParam("id") String id,
      @PathParam("price") String price,
      @QueryParam("first") @DefaultValue("1") long first,
      @QueryParam("last") @DefaultValue("false") boolean last,
      byte @Nullable [] rows,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    Optional<Response> elsewhere = elsewhere(id, rows, uri, headers);
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    AccountView view = status.queue(id);
    AccountId account = new AccountId(view.account());
    PriceRun run = prices.find(account, price).orElseThrow(PriceResource::unknown);
    boolean goesOn = false;
    try {
      List<String> lines = text(rows).lines().toList();
      if (!run.take(first, lines)) {
        goesOn = true;
        throw Problem.of(409, "rows-out-of-order", "These are not the next rows")
            .withDetail("Row " + run.next() + " is the next one")
            .toException();
      }
      if (run.isFull()) {
        throw Problem.of(413, "too-many-contacts", "More contacts than one price can have")
            .withAdvice("Make it of a part of the rows: some two million contacts")
            .toException();
      }
      goesOn = !last;
      return Response.ok(last ? run.end(view.forecast()) : new PriceBegun(price, run.next()))
          .build();
    } finally {
      // Half a portion is no portion: what went wrong within one cannot be gone on with.
      if (!goesOn) {
        prices.end(account, price);
      }
    }
  }

  /** Whoever will send no more rows makes room for the next price. */
  @DELETE
  @Path("/{price}")
  @AnsweredByOwner
  @Operation(
      summary = "Give up a price before its last rows",
      description = "A replica makes few at a time: one that is given up keeps nobody waiting.")
  @APIResponse(responseCode = "204", description = "It is not made any more, or was not")
  @APIResponse(responseCode = "403", description = "May look, not act")
  @APIResponse(responseCode = "404", description = "No such account")
  public void giveUp(@PathParam("id") String id, @PathParam("price") String price) {
    prices.end(new AccountId(status.queue(id).account()), price);
  }

  private Optional<Response> elsewhere(
      String id, byte @Nullable [] body, UriInfo uri, HttpHeaders headers) {
    return AccountId.isValid(id)
        ? replicas.answer(id, Question.post(uri, headers, body))
        : Optional.empty();
  }

  private static String text(byte @Nullable [] body) {
    return body == null ? "" : new String(body, StandardCharsets.UTF_8);
  }

  static ProblemException busy() {
    return Problem.of(429, "prices-busy", "Other prices are being made at this replica")
        .withAdvice("Ask again when they have ended, within minutes")
        .toException();
  }

  static ProblemException unknown() {
    return Problem.of(404, "price-unknown", "There is no such price here any more")
        .withAdvice(
            "Begin again: the account moved, the replica stopped, or no rows came for 10 minutes")
        .toException();
  }
}

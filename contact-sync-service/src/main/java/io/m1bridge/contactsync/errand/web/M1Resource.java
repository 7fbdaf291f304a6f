package io.m1bridge.contactsync.errand.web;

import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.Caller;
import io.m1bridge.owner.web.Question;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.signin.UiOperator;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What an account has at M1 now. Each answer takes calls of the hour, and says how many. */
@Path("/v1/accounts/{id}/m1")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Blocking
@UiProtected
public class M1Resource {

  private static final String SPENDS =
      "Takes a permit of housekeeping, and says under calls how many it took. 409: nothing may be"
          + " sent for the account, or M1 refuses it; 502, 503: M1 does not answer as it should, or"
          + " no call of the hour was free within 20 s.";

  private final AtM1 m1;
  private final Views views;
  private final Contacts contacts;
  private final Replicas replicas;
  private final Caller caller;

  M1Resource(AtM1 m1, Views views, Contacts contacts, Replicas replicas, Caller caller) {
    this.m1 = m1;
    this.views = views;
    this.contacts = contacts;
    this.replicas = replicas;
    this.caller = caller;
  }

  /** One call. */
  @GET
  @Path("/fields")
  @Operation(summary = "The fields that M1's contacts have", description = SPENDS)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ListAtM1.class)))
  public Response fields(
      @PathParam("id") String id,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    return answer(id, uri, headers, request, (asking, account) -> views.fields(asking));
  }

  /** One call. */
  @GET
  @Path("/properties")
  @Operation(
      summary = "The custom properties, and which topics' mappings write them",
      description = SPENDS)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ListAtM1.class)))
  public Response properties(
      @PathParam("id") String id,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    return answer(id, uri, headers, request, (asking, account) -> views.properties(asking));
  }

  /** One call. */
  @GET
  @Path("/groups")
  @Operation(
      summary = "A page of the groups, with the number of their contacts",
      description = SPENDS)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ListAtM1.class)))
  public Response groups(
      @PathParam("id") String id,
      @QueryParam("page") @DefaultValue("1") int page,
      @QueryParam("search") @DefaultValue("") String search,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    mustBePage(page);
    return answer(
        id,
        uri,
        headers,
        request,
        (asking, account) -> views.groups(asking, account, page, search));
  }

  /** One call. */
  @GET
  @Path("/tags")
  @Operation(
      summary = "A page of the tags, with the number of their contacts",
      description = SPENDS)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ListAtM1.class)))
  public Response tags(
      @PathParam("id") String id,
      @QueryParam("page") @DefaultValue("1") int page,
      @QueryParam("search") @DefaultValue("") String search,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    mustBePage(page);
    return answer(id, uri, headers, request, (asking, account) -> views.tags(asking, page, search));
  }

  /**
   * @throws io.m1bridge.ui.problem.ProblemException 400 unless pages may have this number
   */
  static void mustBePage(int page) {
    if (page < 1) {
      throw Problem.of(400, "page", "page counts from 1").toException();
    }
  }

  /**
   * One call, or two where it has custom values. Personal data: who may only look does not see it.
   */
  @GET
  @UiOperator
  @Path("/contacts/{contact: .+}")
  @Operation(
      summary = "A contact as M1 shows it now, field by field beside what we believe",
      description =
          "By the id that M1's list told last. What M1 acknowledged is kept as fingerprints: of each"
              + " field it is told whether that is what the CRM wants. "
              + SPENDS)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ContactAtM1.class)))
  @APIResponse(responseCode = "403", description = "May look, not act; it shows personal data")
  @APIResponse(responseCode = "404", description = "No such contact is known")
  @APIResponse(
      responseCode = "409",
      description = "M1 has not acknowledged it, or its id is unknown")
  public Response contact(
      @PathParam("id") String id,
      @PathParam("contact") String contact,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    return answer(
        id,
        uri,
        headers,
        request,
        (asking, account) -> views.contact(asking, contacts.believed(account, contact)));
  }

  private Response answer(
      String id,
      UriInfo uri,
      HttpHeaders headers,
      HttpServerRequest request,
      BiFunction<AtM1.Asking, AccountId, Object> here) {
    Optional<Response> elsewhere =
        AccountId.isValid(id)
            ? replicas.answer(id, Question.get(uri, headers).patient())
            : Optional.empty();
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    AccountId account = contacts.known(id);
    return Response.ok(here.apply(m1.of(account, caller.name(request)), account)).build();
  }
}

package io.m1bridge.contactsync.errand.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.Caller;
import io.m1bridge.owner.web.Question;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.signin.UiOperator;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What an account has at M1 is changed: the first request is told what would happen. */
@Path("/v1/accounts/{id}/m1/changes")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Blocking
@UiProtected
@UiOperator
public class ChangeResource {

  private final AtM1 m1;
  private final Changes changes;
  private final Replicas replicas;
  private final Contacts contacts;
  private final Caller caller;
  private final ObjectMapper json;

  ChangeResource(
      AtM1 m1,
      Changes changes,
      Replicas replicas,
      Contacts contacts,
      Caller caller,
      ObjectMapper json) {
    this.m1 = m1;
    this.changes = changes;
    this.replicas = replicas;
    this.contacts = contacts;
    this.caller = caller;
    this.json = json;
  }

  /** The account's owner tells it, whichever is asked. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "What a change of groups, tags or custom properties at M1 would do",
      description =
          "Nothing is done: the answer says what would happen and how many contacts it concerns, and"
              + " has a confirmation to be sent to .../changes/{confirmation} within 10 minutes."
              + " What a mapping of this deployment writes is refused, unless force is true."
              + " Takes a permit of housekeeping for each of its calls, and says how many.")
  @APIResponse(
      responseCode = "200",
      description = "What would happen",
      content = @Content(schema = @Schema(implementation = Proposal.class)))
  @APIResponse(responseCode = "400", description = "No such action, or no usable name")
  @APIResponse(responseCode = "403", description = "May look, not act")
  @APIResponse(
      responseCode = "404",
      description = "No such account, or M1 lists nothing of the name")
  @APIResponse(responseCode = "409", description = "It exists, is in use, or nothing may be sent")
  public Response propose(
      @PathParam("id") String id,
      @Nullable ChangeRequest asked,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    if (asked == null) {
      throw Problem.of(400, "change-missing", "There is no change in the body")
          .withAdvice("{\"action\": \"add-group\", \"name\": \"…\"}; OpenAPI has all fields")
          .toException();
    }
    Optional<Response> elsewhere =
        AccountId.isValid(id)
            ? replicas.answer(id, Question.post(uri, headers, json, asked))
            : Optional.empty();
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    AccountId account = contacts.known(id);
    return Response.ok(changes.propose(m1.of(account, caller.name(request)), account, asked))
        .build();
  }

  /** Once. */
  @POST
  @Path("/{confirmation}")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Make the change that was told",
      description =
          "What contact-sync knows of the account's properties follows at once; after a deleted"
              + " group all that M1 lists is looked through.")
  @APIResponse(
      responseCode = "200",
      description = "M1 did it",
      content = @Content(schema = @Schema(implementation = Changed.class)))
  @APIResponse(responseCode = "403", description = "May look, not act")
  @APIResponse(responseCode = "404", description = "Nothing waits for this confirmation any more")
  @APIResponse(responseCode = "409", description = "M1 refuses it, or the group changed since")
  @APIResponse(responseCode = "504", description = "Nobody can tell whether M1 did it")
  public Response confirm(
      @PathParam("id") String id,
      @PathParam("confirmation") String confirmation,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    Optional<Response> elsewhere =
        AccountId.isValid(id)
            ? replicas.answer(
                id,
                Question.post(uri, headers, null).within(m1.patience()),
                Refusals.UNKNOWN::toException)
            : Optional.empty();
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    AccountId account = contacts.known(id);
    return Response.ok(changes.confirm(m1.of(account, caller.name(request)), account, confirmation))
        .build();
  }

  /** To be sent on. */
}

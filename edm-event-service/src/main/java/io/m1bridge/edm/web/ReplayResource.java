package io.m1bridge.edm.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.edm.replay.LetterFilter;
import io.m1bridge.edm.replay.Replay;
import io.m1bridge.edm.replay.Replays;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.owner.web.Caller;
import io.m1bridge.owner.web.CommandAnswers;
import io.m1bridge.owner.web.Question;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import io.m1bridge.ui.signin.UiOperator;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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

/** Dead letters are replayed, by the replica that owns their account. */
@Path("/v1/accounts/{id}/replay")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
@UiProtected
public class ReplayResource {

  private static final ReplayRequest ALL = new ReplayRequest(null, null, null, null);

  private final Replays replays;
  private final Replicas replicas;
  private final Caller caller;
  private final ObjectMapper json;

  ReplayResource(Replays replays, Replicas replicas, Caller caller, ObjectMapper json) {
    this.replays = replays;
    this.replicas = replicas;
    this.caller = caller;
    this.json = json;
  }

  /** Any replica takes it. */
  @POST
  @UiOperator
  @Operation(
      summary = "Replay dead letters of an account, or count them",
      description =
          "Reads edm.dead-letters and gives each letter of the account, of the reason if one is"
              + " given and written from..to, whose row can be read by this version, to the"
              + " account's task, which publishes those rows that are not published yet. Rows of more"
              + " than 16,000 characters were not kept whole and cannot be replayed: cut counts"
              + " them. dryRun counts only. One at a time for each account, at the replica that owns"
              + " it; it ends where the account moves.")
  @APIResponse(
      responseCode = "202",
      description = "Begun; GET tells how far it is, whichever replica is asked",
      content = @Content(schema = @Schema(implementation = Replay.class)))
  @APIResponse(responseCode = "400", description = "from or to is no time")
  @APIResponse(responseCode = "403", description = "May look, not act")
  @APIResponse(responseCode = "404", description = "No account can have this id")
  @APIResponse(responseCode = "409", description = "One of the account is running")
  @APIResponse(
      responseCode = "503",
      description =
          "The account is being moved; or its owner did not answer in time: it may have begun, GET tells")
  public Response begin(
      @PathParam("id") String id,
      @Nullable ReplayRequest body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    AccountId account = Letters.account(id);
    ReplayRequest asked = body == null ? ALL : body;
    LetterFilter filter = Letters.filter(asked.reason(), asked.from(), asked.to());
    Optional<Response> elsewhere =
        replicas.answer(
            id, Question.post(uri, headers, bytes(asked)), CommandAnswers::ownerUnanswered);
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    boolean dryRun = Boolean.TRUE.equals(asked.dryRun());
    Replay begun =
        replays
            .begin(account, filter, dryRun, caller.name(request))
            .orElseThrow(ReplayResource::running);
    return Response.accepted(begun).build();
  }

  /** The owner tells it. */
  @GET
  @AnsweredByOwner
  @Operation(summary = "How far the last replay of an account is")
  @APIResponse(
      responseCode = "200",
      description = "How far it is, or how it ended",
      content = @Content(schema = @Schema(implementation = Replay.class)))
  @APIResponse(responseCode = "404", description = "None since the account's owner began to own it")
  @APIResponse(responseCode = "503", description = "The account is being moved")
  public Replay last(@PathParam("id") String id) {
    return replays
        .last(Letters.account(id))
        .orElseThrow(
            () ->
                Problem.of(404, "no-replay", "No replay of the account is known")
                    .withAdvice("Begin one; where its replica has stopped, begin it again")
                    .toException());
  }

  private static ProblemException running() {
    return Problem.of(409, "replay-running", "A replay of the account is running")
        .withAdvice("Wait until it has ended")
        .toException();
  }

  /** To be sent on. */
  private byte[] bytes(ReplayRequest asked) {
    try {
      return json.writeValueAsBytes(asked);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was read as JSON can be written as such", e);
    }
  }
}

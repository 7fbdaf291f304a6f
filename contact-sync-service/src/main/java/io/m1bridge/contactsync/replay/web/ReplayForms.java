package io.m1bridge.contactsync.replay.web;

import io.m1bridge.contactsync.replay.LetterFilter;
import io.m1bridge.contactsync.replay.Replay;
import io.m1bridge.contactsync.replay.Replays;
import io.m1bridge.m1.AccountId;
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
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The forms of the pages: letters are counted first; what was counted is confirmed. */
@Path("/ui/accounts/{id}/replay")
@UiProtected
@UiOperator
@Blocking
@Produces(MediaType.TEXT_HTML)
public class ReplayForms {

  private final Replays replays;
  private final Replicas replicas;
  private final Caller caller;

  ReplayForms(Replays replays, Replicas replicas, Caller caller) {
    this.replays = replays;
    this.replicas = replicas;
    this.caller = caller;
  }

  /** A dry run. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Response count(
      @PathParam("id") String id,
      MultivaluedMap<String, String> form,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    AccountId account = ReplayResource.account(id);
    LetterFilter filter =
        Filters.of(form.getFirst("reason"), form.getFirst("from"), form.getFirst("to"));
    return begun(
        account,
        Question.form(uri, headers, form),
        () -> replays.begin(account, filter, true, caller.name(request)),
        ReplayResource::running);
  }

  /** What was counted is replayed. */
  @POST
  @Path("/{counted}")
  @Consumes(MediaType.WILDCARD)
  @Operation(hidden = true)
  public Response confirm(
      @PathParam("id") String id,
      @PathParam("counted") String counted,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    AccountId account = ReplayResource.account(id);
    return begun(
        account,
        Question.post(uri, headers, null),
        () -> replays.confirm(account, counted, caller.name(request)),
        ReplayForms::notCounted);
  }

  private Response begun(
      AccountId account,
      Question question,
      Supplier<Optional<Replay>> here,
      Supplier<ProblemException> otherwise) {
    return replicas
        .answer(account.value(), question, CommandAnswers::ownerUnanswered)
        .orElseGet(
            () -> {
              Replay begun = here.get().orElseThrow(otherwise);
              return Response.status(303)
                  .header(HttpHeaders.LOCATION, "/accounts/" + begun.account() + "/replay")
                  .build();
            });
  }

  private static ProblemException notCounted() {
    return Problem.of(404, "confirmation-unknown", "Nothing waits for this confirmation")
        .withAdvice(
            "It was given already, is older than 10 minutes, or the account moved: count once more")
        .toException();
  }
}

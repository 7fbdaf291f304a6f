package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.confirm.Confirmations;
import io.m1bridge.contactsync.confirm.Confirmations.Held;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contactsync.view.TaskViews;
import io.m1bridge.m1.AccountId;
import io.m1bridge.owner.command.Sent;
import io.m1bridge.owner.web.Caller;
import io.m1bridge.owner.web.CommandAnswers;
import io.m1bridge.owner.web.Question;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.problem.ProblemException;
import io.m1bridge.ui.signin.UiOperator;
import io.m1bridge.ui.signin.UiProtected;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
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
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The buttons of the pages. What cannot be undone easily is told first and confirmed here, not in
 * the browser: the pages work without scripts.
 */
@Path("/ui/accounts/{id}/{action}")
@Blocking
@UiProtected
@UiOperator
@Produces(MediaType.TEXT_HTML)
public class CommandPage {

  private final Commands commands;
  private final TaskViews views;
  private final Replicas replicas;
  private final Caller caller;
  private final Template page;
  private final Confirmations<CommandProposal> confirmations;

  CommandPage(
      Commands commands,
      TaskViews views,
      Replicas replicas,
      Caller caller,
      Clock clock,
      @Location("confirm.html") Template page) {
    this.commands = commands;
    this.views = views;
    this.replicas = replicas;
    this.caller = caller;
    this.page = page;
    this.confirmations = new Confirmations<>(clock);
  }

  /**
   * Written here, whoever owns the account, and back to the page, which says what was sent. A page
   * of the version before has its buttons here that are to be confirmed, too.
   */
  @POST
  @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.WILDCARD})
  @Operation(hidden = true)
  public Response give(
      @PathParam("id") String id,
      @PathParam("action") String action,
      @Context HttpServerRequest request) {
    if (CommandProposal.isFor(action) && AccountId.isValid(id)) {
      // With its form, unlike a 303.
      return Response.status(307)
          .header(HttpHeaders.LOCATION, "/ui/accounts/" + id + "/" + action + "/proposal")
          .build();
    }
    return sent(commands.give(id, action, null, caller.name(request)), action);
  }

  /**
   * What would happen, as the owner knows it. The version before has nothing at this path, so that
   * an owner that is still of it writes no command for it.
   *
   * <p>Why: {@code docs/rationale.md#a-question-has-a-path-that-no-earlier-version-acts-on}.
   */
  @POST
  @Path("/proposal")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Response propose(
      @PathParam("id") String id,
      @PathParam("action") String action,
      MultivaluedMap<String, String> form,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    @Nullable String contact = form.getFirst("contact");
    commands.check(id, action, contact);
    return replicas
        .answer(id, Question.form(uri, headers, form))
        .orElseGet(
            () ->
                told(
                    id,
                    CommandProposal.of(account(id), action, contact)
                        .orElseThrow(CommandPage::nothingToConfirm)));
  }

  private Response told(String id, CommandProposal proposal) {
    Held<CommandProposal> held = confirmations.hold(new AccountId(id), proposal);
    boolean ofCard = proposal.told() != null || proposal.action().equals("reset-incarnation");
    ToConfirm what =
        new ToConfirm(
            id,
            proposal.action(),
            held.confirmation(),
            proposal.says(),
            proposal.button(),
            ofCard ? "/" : "/accounts/" + id + "/undelivered");
    return Response.ok(page.data("what", what).render(), "text/html;charset=UTF-8").build();
  }

  /** What was told is done, once. */
  @POST
  @Path("/{confirmation}")
  @Consumes(MediaType.WILDCARD)
  @Operation(hidden = true)
  public Response confirm(
      @PathParam("id") String id,
      @PathParam("action") String action,
      @PathParam("confirmation") String confirmation,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    Optional<Response> elsewhere =
        AccountId.isValid(id)
            ? replicas.answer(
                id, Question.post(uri, headers, null), CommandAnswers::ownerUnanswered)
            : Optional.empty();
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    AccountView now = account(id);
    CommandProposal proposal =
        confirmations
            .take(new AccountId(id), confirmation)
            .map(Held::what)
            .filter(one -> one.action().equals(action))
            .orElseThrow(CommandPage::unknown);
    if (!proposal.isAsTold(now)) {
      throw Problem.of(409, "changed-since", "More contacts are concerned than you were told")
          .withDetail("Nothing was done. By now there are %,d".formatted(now.heldDeletes()))
          .withAdvice("Look at the account, and decide once more")
          .toException();
    }
    return sent(commands.give(id, action, proposal.contact(), caller.name(request)), action);
  }

  private static Response sent(Sent.Written written, String action) {
    String back = "/?sent=" + action + "&account=" + written.command().account();
    return Response.status(303).header(HttpHeaders.LOCATION, back).build();
  }

  private AccountView account(String id) {
    return views.account(id).orElseThrow(() -> CommandAnswers.unknown(id));
  }

  private static ProblemException nothingToConfirm() {
    return Problem.of(404, "nothing-to-confirm", "This action is not confirmed")
        .withAdvice("Use the buttons of the pages")
        .toException();
  }

  private static ProblemException unknown() {
    return Problem.of(404, "confirmation-unknown", "Nothing waits for this confirmation")
        .withAdvice(
            "It was given already, is older than 10 minutes, or the account moved: ask what would"
                + " happen once more")
        .toException();
  }
}

package io.m1bridge.edm.web;

import io.m1bridge.edm.poll.AccountStatus;
import io.m1bridge.edm.poll.BackfillProgress;
import io.m1bridge.edm.stream.PollBoard;
import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.owner.web.CommandAnswers;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** How far the backfill of an account is, and what one would come to. */
@Path("/v1/accounts/{id}/backfill")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Blocking
@UiProtected
public class BackfillResource {

  private final PollBoard board;
  private final Commands commands;
  private final Clock clock;

  BackfillResource(PollBoard board, Commands commands, Clock clock) {
    this.board = board;
    this.commands = commands;
    this.clock = clock;
  }

  /** The last one that was ordered, of an account that this process owns. */
  @GET
  @AnsweredByOwner
  @Operation(summary = "How far the last backfill of an account is")
  @APIResponse(responseCode = "404", description = "No such account, or none was ordered")
  public BackfillView progress(@PathParam("id") String id) {
    AccountStatus account = account(id);
    BackfillProgress progress = account.backfill();
    if (progress == null) {
      throw Problem.of(404, "no-backfill", "No backfill of this account was ordered")
          .withAdvice("Or it is not read yet: ask again in a few seconds")
          .toException();
    }
    return BackfillView.of(account, progress);
  }

  /**
   * What a backfill would come to.
   *
   * @param from a day or an instant
   * @param to a day or an instant
   */
  @GET
  @AnsweredByOwner
  @Path("/estimate")
  @Operation(
      summary = "What a backfill would come to: campaigns, rows, calls, time",
      description =
          "Of the campaigns that are known; those that M1 lists beside them are known once it has"
              + " begun.")
  @APIResponse(responseCode = "400", description = "from and to are no range")
  @APIResponse(responseCode = "404", description = "No such account")
  public BackfillView estimate(
      @PathParam("id") String id,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    AccountStatus account = account(id);
    Range range = Range.of(from, to, commands.zone());
    return BackfillView.estimate(
        account, account.estimate(range.from(), range.to(), clock.instant()));
  }

  private AccountStatus account(String id) {
    return board.account(id).orElseThrow(() -> CommandAnswers.unknown(id));
  }
}

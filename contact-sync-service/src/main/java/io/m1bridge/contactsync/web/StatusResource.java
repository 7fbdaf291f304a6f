package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.metric.SyncMeter;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contactsync.view.CallPlan;
import io.m1bridge.contactsync.view.QueueHistory;
import io.m1bridge.contactsync.view.TaskViews;
import io.m1bridge.kafka.streams.StreamsLifecycle;
import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.ui.problem.Problem;
import io.m1bridge.ui.signin.UiProtected;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What this process is doing, in numbers. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {

  private final StreamsLifecycle lifecycle;
  private final SyncMeter meter;
  private final TaskViews views;
  private final AllReplicas replicas;

  StatusResource(
      StreamsLifecycle lifecycle, SyncMeter meter, TaskViews views, AllReplicas replicas) {
    this.lifecycle = lifecycle;
    this.meter = meter;
    this.views = views;
    this.replicas = replicas;
  }

  /** Sums over the accounts of this process; numbers only, so that a script needs no sign-in. */
  @GET
  @Path("/status")
  @Operation(
      summary =
          "Changes taken, settled, pending, parked and in doubt; whether the tasks of this process run")
  public Status status() {
    String stopped = TaskHealth.problem(lifecycle).orElse(null);
    return Status.of(
        views.all(),
        stopped == null ? List.of() : views.ended(),
        views.settledBefore(),
        stopped,
        meter.callsByKind(),
        meter.deadLetterCount());
  }

  /** The queues of all accounts of all replicas. */
  @GET
  @Blocking
  @UiProtected
  @Path("/accounts")
  @Operation(
      summary = "Queue depths, calls in flight and the oldest change of all accounts",
      description =
          "Of all replicas. Where some did not answer, the header M1bridge-Missing-Replicas says how"
              + " many: their accounts are missing.")
  @APIResponse(
      responseCode = "200",
      description = "The accounts by their ids",
      content =
          @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = AccountView.class)),
      headers =
          @Header(
              name = Replicas.MISSING,
              description = "Replicas that did not answer",
              schema = @Schema(type = SchemaType.INTEGER)))
  @APIResponse(
      responseCode = "503",
      description = "This replica does not know now which others there are")
  public Response accounts(@Context HttpHeaders headers) {
    AllReplicas.Accounts all = replicas.accounts(headers::getHeaderString);
    return Replicas.ofAll(all.accounts(), all.missing(), all.known());
  }

  /** The same numbers as {@link #status} of all replicas together. */
  @GET
  @Blocking
  @UiProtected
  @Path("/sums")
  @Operation(
      summary = "The numbers of /v1/status, summed over all replicas",
      description =
          "running says whether the tasks of all of them run. Where some did not answer, the header"
              + " M1bridge-Missing-Replicas says how many: their numbers are missing.")
  @APIResponse(
      responseCode = "200",
      description = "The sums",
      content = @Content(schema = @Schema(implementation = Status.class)),
      headers =
          @Header(
              name = Replicas.MISSING,
              description = "Replicas that did not answer",
              schema = @Schema(type = SchemaType.INTEGER)))
  @APIResponse(
      responseCode = "503",
      description = "This replica does not know now which others there are")
  public Response sums(@Context HttpHeaders headers) {
    AllReplicas.Sums all = replicas.sums(status(), headers::getHeaderString);
    return Replicas.ofAll(all.sum(), all.missing(), all.known());
  }

  /** The queue of one account. */
  @GET
  @Blocking
  @UiProtected
  @AnsweredByOwner
  @Path("/accounts/{id}/queue")
  @Operation(summary = "Queue depths, calls in flight and the oldest change of one account")
  public AccountView queue(@PathParam("id") String id) {
    return account(id);
  }

  /** What waited and was called in the last hour, minute by minute. */
  @GET
  @Blocking
  @UiProtected
  @AnsweredByOwner
  @Path("/accounts/{id}/history")
  @Operation(
      summary = "What waited and the calls made, by minute of the last hour, as far as it is known")
  public List<QueueHistory.Minute> lastHour(@PathParam("id") String id) {
    return views.lastHour(account(id).account());
  }

  /** What would be sent for an account that is tried dry. */
  @GET
  @Blocking
  @UiProtected
  @AnsweredByOwner
  @Path("/accounts/{id}/plan")
  @Operation(summary = "In a dry run, the calls that would be made: sums, and the first 1,000")
  public CallPlan plan(@PathParam("id") String id) {
    AccountView account = account(id);
    CallPlan plan = account.plan();
    if (!account.dryRun()) {
      throw Problem.of(409, "no-dry-run", "The calls of this account are made, not planned")
          .withAdvice(
              "Set m1bridge.contact-sync.dry-run, or .dry-runs for this account, and restart")
          .toException();
    }
    if (plan == null) {
      throw Problem.of(503, "plan-not-made", "The first plan since the start is not complete")
          .withAdvice("Ask again in a few seconds")
          .toException();
    }
    return plan;
  }

  private AccountView account(String id) {
    return views
        .account(id)
        .orElseThrow(
            () ->
                Problem.of(404, "account-not-here", "This process does not own the account")
                    .withAdvice(
                        "Check its id, or wait until a change or the account itself was read; of"
                            + " several replicas each needs m1bridge.streams.application-server")
                    .toException());
  }
}

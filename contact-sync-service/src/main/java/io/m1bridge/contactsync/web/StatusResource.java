package io.m1bridge.contactsync.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contactsync.metric.SyncMeter;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contactsync.view.CallPlan;
import io.m1bridge.contactsync.view.QueueHistory;
import io.m1bridge.contactsync.view.TaskViews;
import io.m1bridge.kafka.streams.StreamsLifecycle;
import io.m1bridge.owner.web.AnsweredByOwner;
import io.m1bridge.owner.web.Question;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What this process is doing, in numbers. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {

  private final StreamsLifecycle lifecycle;
  private final SyncMeter meter;
  private final TaskViews views;
  private final Replicas replicas;
  private final ObjectMapper json;

  StatusResource(
      StreamsLifecycle lifecycle,
      SyncMeter meter,
      TaskViews views,
      Replicas replicas,
      ObjectMapper json) {
    this.json = json;
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
  @Operation(summary = "Queue depths, calls in flight and the oldest change of all accounts")
  public List<AccountView> accounts(@Context HttpHeaders headers) {
    List<AccountView> all = new ArrayList<>(views.all());
    Question question = Question.json("/v1/accounts", headers::getHeaderString);
    replicas.ofOthers(question, this::read).forEach(all::addAll);
    // While an account moves two may speak of it.
    return List.copyOf(
        all.stream()
            .collect(
                Collectors.toMap(
                    AccountView::account, view -> view, (one, other) -> one, TreeMap::new))
            .values());
  }

  private List<AccountView> read(byte[] body) throws IOException {
    return json.readValue(body, new TypeReference<>() {});
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

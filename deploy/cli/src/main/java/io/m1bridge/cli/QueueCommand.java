package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.http.ServiceClient;
import io.m1bridge.cli.output.Table;
import io.m1bridge.cli.output.Times;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What waits at contact-sync. */
@Command(
    name = "queue",
    description = "What waits at contact-sync: of all accounts, or of one and why nothing is sent.")
final class QueueCommand implements Runnable {

  private final M1Bridge root;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACCOUNT",
      description = "The account; without it, sums over the accounts of all replicas.")
  private @Nullable String account;

  QueueCommand(M1Bridge root) {
    this.root = root;
  }

  @Override
  public void run() {
    ServiceClient contactSync = root.contactSync();
    JsonNode answer =
        account == null
            ? root.noted(contactSync.getOfAll(Map.of(), "v1", "sums"))
            : contactSync.get("v1", "accounts", account, "queue");
    if (root.isJson()) {
      root.print(answer);
    } else {
      root.print(account == null ? sums(answer) : queue(answer));
    }
  }

  private static Table sums(JsonNode status) {
    Table table =
        changes(Table.ofFacts().row("running", yes(status.path("running"))), status)
            .row("changes taken", status.path("accepted").asText())
            .row("changes settled", status.path("settled").asText())
            .row("contacts queued", status.path("queued").asText())
            .row("calls in flight", status.path("inFlight").asText())
            .row("dead letters", status.path("deadLetters").asText());
    for (Map.Entry<String, JsonNode> kind : status.path("callsByKind").properties()) {
      table.row("calls " + kind.getKey(), kind.getValue().asText());
    }
    return problem(table, status);
  }

  private Table queue(JsonNode queue) {
    JsonNode lanes = queue.path("lanes");
    JsonNode forecast = queue.path("forecast");
    Table table =
        changes(
                Table.ofFacts()
                    .row("account", queue.path("account").asText())
                    .row("health", queue.path("health").asText())
                    .row("advice", queue.path("advice").asText()),
                queue)
            .row("to add", lanes.path("add").asText())
            .row("to edit", lanes.path("edit").asText())
            .row("to delete", lanes.path("delete").asText())
            .row("deletes that wait for a person", queue.path("heldDeletes").asText())
            .row("oldest change", root.times().say(queue.path("oldest")))
            .row("contacts not delivered", queue.path("undelivered").asText())
            .row("calls in flight", queue.path("open").asText())
            .row("calls made", queue.path("calls").asText())
            .row("time to drain", Times.lasts(forecast.path("drainSeconds")))
            .row("contacts in M1", forecast.path("contacts").asText())
            .row("contact limit", forecast.path("contactLimit").asText())
            .row("contacts more a day", forecast.path("contactsPerDay").asText())
            .row("days until the limit", forecast.path("daysUntilFull").asText())
            .row("paused", yes(queue.path("paused")));
    return problem(table, queue).row("no call before", root.times().say(queue.path("notBefore")));
  }

  private static Table changes(Table table, JsonNode from) {
    return table
        .row("changes pending", from.path("pending").asText())
        .row("changes parked", from.path("parked").asText())
        .row("changes in doubt", from.path("inDoubt").asText());
  }

  private static Table problem(Table table, JsonNode from) {
    return table.row("problem", from.path("problem").asText("none"));
  }

  private static String yes(JsonNode value) {
    return value.asBoolean() ? "yes" : "no";
  }
}

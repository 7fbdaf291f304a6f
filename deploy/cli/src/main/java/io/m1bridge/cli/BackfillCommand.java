package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.http.ExitCode;
import io.m1bridge.cli.http.Failure;
import io.m1bridge.cli.http.ServiceClient;
import io.m1bridge.cli.output.Table;
import io.m1bridge.cli.output.Times;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Campaigns of a range are read whole; or how far that is. */
@Command(
    name = "backfill",
    description =
        "Reads campaigns of a range whole, also older ones than are looked for by themselves. Without"
            + " --from and --to: how far the last backfill is.")
final class BackfillCommand implements Callable<Integer> {

  private final M1Bridge root;

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The account.")
  private String account = "";

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "Campaigns created or sent from then on: a day or an instant (ISO 8601).")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "DAY", description = "Up to then, a day included.")
  private @Nullable String to;

  @Option(names = "--estimate", description = "Only tell what it would come to.")
  private boolean estimate;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask, though it costs calls.")
  private boolean yes;

  BackfillCommand(M1Bridge root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    ServiceClient edmEvent = root.edmEvent();
    if (from == null && to == null) {
      show(edmEvent.get("v1", "accounts", account, "backfill"));
      return ExitCode.OK.code();
    }
    if (from == null || to == null) {
      throw new Failure(ExitCode.USAGE, "A range has both --from and --to", null);
    }
    Map<String, String> range = Map.of("from", from, "to", to);
    if (estimate) {
      show(edmEvent.get(range, "v1", "accounts", account, "backfill", "estimate"));
      return ExitCode.OK.code();
    }
    if (!yes && !isConfirmed(edmEvent, range)) {
      root.note("Nothing was done.");
      return ExitCode.OK.code();
    }
    JsonNode accepted =
        edmEvent.post(
            Map.of("action", "backfill", "from", from, "to", to),
            "v1",
            "accounts",
            account,
            "commands");
    if (root.isJson()) {
      root.print(accepted);
    } else {
      root.line(
          "Sent: backfill "
              + account
              + ". It begins within seconds; how far it is: m1bridge backfill "
              + account);
    }
    return ExitCode.OK.code();
  }

  private boolean isConfirmed(ServiceClient edmEvent, Map<String, String> range) {
    JsonNode told = edmEvent.get(range, "v1", "accounts", account, "backfill", "estimate");
    String warning =
        "%s campaigns of %s that are known are read again, and those that M1 lists beside them: %s rows, %s calls or more, %s at least."
            .formatted(
                told.path("campaigns").asText("0"),
                account,
                told.path("rowsLeft").asText("0"),
                told.path("callsLeft").asText("0"),
                Times.lasts(told.path("secondsLeft")));
    return root.confirmation().isGiven(warning);
  }

  private void show(JsonNode backfill) {
    if (root.isJson()) {
      root.print(backfill);
      return;
    }
    root.print(
        Table.ofFacts()
            .row("state", backfill.path("state").asText())
            .row("from", backfill.path("from").asText())
            .row("to", backfill.path("to").asText())
            .row("by", backfill.path("by").asText())
            .row("began", root.times().say(backfill.path("at")))
            .row(
                "campaigns read",
                backfill.path("done").asText() + " of " + backfill.path("campaigns").asText())
            .row("given up", backfill.path("givenUp").asText("0"))
            .row("rows left", backfill.path("rowsLeft").asText())
            .row("calls left", backfill.path("callsLeft").asText())
            .row("takes at least", Times.lasts(backfill.path("secondsLeft")))
            .row("problem", backfill.path("problem").asText("none")));
  }
}

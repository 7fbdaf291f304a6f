package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.http.ExitCode;
import io.m1bridge.cli.http.Failure;
import io.m1bridge.cli.http.ServiceClient;
import io.m1bridge.cli.output.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Dead letters are read again. */
@Command(
    name = "replay",
    description =
        "Replays dead letters of an account that could not be read, once what made them so is mended.")
final class ReplayCommand implements Callable<Integer> {

  private static final String AGAIN = "Ask for it again: what was taken is not taken twice";
  private static final long LOOK_EVERY_MS = 300;

  /** A minute. */
  private static final int LOOKS_WHILE_MOVING = 200;

  private final M1Bridge root;

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The account.")
  private String account = "";

  @Mixin private LetterOptions letters = new LetterOptions();

  @Option(names = "--dry-run", description = "Count only.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not count and ask before.")
  private boolean yes;

  ReplayCommand(M1Bridge root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    ServiceClient service = letters.service(root);
    if (!dryRun && !yes && !isConfirmed(replay(service, true))) {
      root.note("Nothing was done.");
      return ExitCode.OK.code();
    }
    JsonNode ended = replay(service, dryRun);
    if (root.isJson()) {
      root.print(ended);
    } else {
      root.print(letters.areOfEngagement() ? rows(ended) : table(ended));
    }
    return ExitCode.OK.code();
  }

  private boolean isConfirmed(JsonNode counted) {
    String question =
        counted.path("matching").asText()
            + " dead letters of "
            + account
            + (letters.areOfEngagement()
                ? " can be read now; their rows are published, those that were not yet."
                : " are replayed; the owner takes those that no later change followed.");
    return root.confirmation().isGiven(question);
  }

  /** Begins one and waits until it has ended. */
  private JsonNode replay(ServiceClient service, boolean countOnly) {
    Map<String, Object> body = new HashMap<>(letters.given());
    body.put("dryRun", countOnly);
    JsonNode at = service.post(body, "v1", "accounts", account, "replay");
    String id = at.path("id").asText();
    while (at.path("state").asText().equals("running")) {
      pause();
      at = asked(service);
      if (!at.path("id").asText().equals(id)) {
        throw gone();
      }
    }
    if (at.path("state").asText().equals("failed")) {
      throw new Failure(
          ExitCode.UNAVAILABLE, "The replay did not end: " + at.path("problem").asText(), AGAIN);
    }
    return at;
  }

  /** While the account moves there is no answer for some seconds. */
  private JsonNode asked(ServiceClient service) {
    for (int patience = LOOKS_WHILE_MOVING; ; patience--) {
      try {
        return service.get("v1", "accounts", account, "replay");
      } catch (Failure e) {
        if (e.exitCode() == ExitCode.NOT_FOUND) {
          throw gone();
        }
        if (e.exitCode() != ExitCode.UNAVAILABLE || patience == 0) {
          throw e;
        }
        pause();
      }
    }
  }

  private static Failure gone() {
    return new Failure(
        ExitCode.UNAVAILABLE,
        "The replay has ended before its time: its account moved, its replica stopped, or somebody"
            + " began another one",
        AGAIN);
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private static Table rows(JsonNode replay) {
    return Table.ofFacts()
        .row("dead letters read", replay.path("read").asText())
        .row("whose rows can be read now", replay.path("matching").asText())
        .row("whose rows still cannot", replay.path("unreadable").asText())
        .row("never: over 16,000 characters, not kept whole", replay.path("cut").asText())
        .row("of the list of campaigns", replay.path("ofNoCampaign").asText())
        .row("sent to the owner, not necessarily published", replay.path("sent").asText());
  }

  private static Table table(JsonNode replay) {
    return Table.ofFacts()
        .row("dead letters read", replay.path("read").asText())
        .row("that a replay can take", replay.path("matching").asText())
        .row("to be sent again instead", replay.path("toBeSentAgain").asText("0"))
        .row("too large to be kept whole", replay.path("cut").asText())
        .row("too large, of an unknown account", replay.path("cutOfNobody").asText())
        .row("sent to the owner, not necessarily taken", replay.path("sent").asText());
  }
}

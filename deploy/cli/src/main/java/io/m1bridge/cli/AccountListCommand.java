package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.http.ExitCode;
import io.m1bridge.cli.http.Failure;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a list of M1. */
@Command
final class AccountListCommand implements Runnable {

  private final M1Bridge root;
  private final AccountList list;

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The account.")
  private String account = "";

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "Part of a name; of groups and tags.")
  private String search = "";

  @Option(
      names = "--page",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which page, of 50; of groups and tags. Default: ${DEFAULT-VALUE}.")
  private int page;

  AccountListCommand(M1Bridge root, AccountList list) {
    this.root = root;
    this.list = list;
  }

  @Override
  public void run() {
    if (!list.hasPages() && (page != 1 || !search.isEmpty())) {
      throw new Failure(
          ExitCode.USAGE, "M1 gives all " + list.part() + " at once: no --page, no --search", null);
    }
    Map<String, String> query =
        list.hasPages() ? Map.of("page", Integer.toString(page), "search", search) : Map.of();
    JsonNode answer = root.atM1().get(query, "v1", "accounts", account, "m1", list.part());
    if (root.isJson()) {
      root.print(answer);
      return;
    }
    JsonNode rows = answer.path("rows");
    if (rows.isEmpty()) {
      root.line("M1 lists none here.");
    } else {
      root.print(list.table(rows));
    }
    root.line(
        rows.size()
            + " of "
            + answer.path("total").asText("an unknown number")
            + "; calls of the hour taken: "
            + answer.path("calls").asText());
    if (answer.path("damaged").asInt() > 0) {
      root.note(answer.path("damaged").asText() + " rows of M1's answer cannot be read.");
    }
  }
}

package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.cli.http.ExitCode;
import io.m1bridge.cli.http.Failure;
import io.m1bridge.cli.output.Table;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists dead letters. */
@Command(
    name = "list",
    description = "Dead letters of an account, the newest first: when, why, what to do, where.")
final class DeadLetterListCommand implements Runnable {

  /** As much as the service gives at once. */
  private static final int PART = 1_000;

  /** Each is a look at up to 20,000 letters: whoever wants more says where to go on. */
  private static final int MOST_LOOKS = 10;

  private final M1Bridge root;

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The account.")
  private String account = "";

  @Mixin private LetterOptions letters = new LetterOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many letters; default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--reasons",
      description = "Only how many there are for which reason, among those that one look reaches.")
  private boolean reasons;

  @Option(
      names = "--of-nobody",
      description = "Those of which nobody can tell the account, instead of the account's.")
  private boolean ofNobody;

  @Option(
      names = "--before",
      paramLabel = "PLACE",
      description = "Go on where an earlier list has ended, as it said.")
  private String before = "";

  DeadLetterListCommand(M1Bridge root) {
    this.root = root;
  }

  /** What several looks have found. */
  private static final class Found {
    private final ArrayNode letters = JsonNodeFactory.instance.arrayNode();
    private long looked;
    private boolean whole;
    private JsonNode backTo = JsonNodeFactory.instance.missingNode();
    private @Nullable String next;

    void add(JsonNode part) {
      letters.addAll((ArrayNode) part.withArray("letters"));
      looked += part.path("looked").asLong();
      whole = part.path("whole").asBoolean();
      backTo = part.has("lookedBackTo") ? part.path("lookedBackTo") : backTo;
      next = part.has("next") ? part.path("next").asText() : null;
    }

    ObjectNode json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.set("letters", letters);
      json.put("looked", looked).put("whole", whole);
      if (next != null) {
        json.put("next", next);
      }
      return json;
    }
  }

  @Override
  public void run() {
    if (ofNobody && letters.areOfEngagement()) {
      throw new Failure(
          ExitCode.USAGE, "--of-nobody: each dead letter of edm-event has its account", null);
    }
    if (reasons) {
      counted(ask(before, 1, true));
      return;
    }
    Found found = new Found();
    found.add(ask(before, limit, false));
    for (int look = 1; look < MOST_LOOKS; look++) {
      String next = found.next;
      if (next != null && found.letters.size() < limit) {
        found.add(ask(next, limit - found.letters.size(), false));
      }
    }
    if (root.isJson()) {
      root.print(found.json());
      return;
    }
    if (!found.letters.isEmpty()) {
      root.print(letters.areOfEngagement() ? rows(found.letters) : table(found.letters));
    }
    root.line(said(found.letters.size(), found.looked, found.whole, found.backTo));
    if (found.next != null) {
      root.line("Older ones: --before " + found.next);
    }
  }

  private JsonNode ask(String from, int most, boolean isCounted) {
    Map<String, String> query = letters.given();
    query.put("limit", Integer.toString(Math.min(most, PART)));
    if (!from.isEmpty()) {
      query.put("before", from);
    }
    if (isCounted) {
      query.put("counted", "true");
    }
    if (ofNobody) {
      query.put("ofNobody", "true");
    }
    return letters.service(root).get(query, "v1", "accounts", account, "dead-letters");
  }

  private void counted(JsonNode answer) {
    if (root.isJson()) {
      root.print(answer);
      return;
    }
    Table table = Table.of("REASON", "LETTERS");
    long all = 0;
    for (JsonNode count : answer.path("reasons")) {
      table.row(count.path("reason").asText(), count.path("letters").asText());
      all += count.path("letters").asLong();
    }
    if (all > 0) {
      root.print(table);
    }
    root.line(
        said(
            all,
            answer.path("looked").asLong(),
            answer.path("whole").asBoolean(),
            answer.path("lookedBackTo")));
  }

  private String said(long found, long looked, boolean isAll, JsonNode backTo) {
    return found
        + (found == 1 ? " letter; looked at " : " letters; looked at ")
        + looked
        + " of all accounts"
        + (isAll ? ", which is all." : back(backTo));
  }

  private String back(JsonNode backTo) {
    String since = root.times().say(backTo);
    return since.isEmpty() ? "." : ", back to " + since + ".";
  }

  private Table rows(ArrayNode rows) {
    Table table =
        Table.of("PUT ASIDE", "REASON", "CAMPAIGN", "NOW READABLE", "PROBLEM", "WHAT TO DO");
    for (JsonNode letter : rows) {
      table.row(
          root.times().say(letter.path("at")),
          reason(letter),
          letter.path("campaign").asText(),
          letter.path("readable").asBoolean() ? "yes" : "no",
          letter.path("problem").asText(),
          letter.path("advice").asText());
    }
    return table;
  }

  private static String reason(JsonNode letter) {
    return letter.path("reason").asText() + (letter.path("cut").asBoolean() ? " (cut)" : "");
  }

  private Table table(ArrayNode rows) {
    Table table = Table.of("PUT ASIDE", "REASON", "CONTACT", "CAME FROM", "WHAT TO DO");
    for (JsonNode letter : rows) {
      JsonNode source = letter.path("source");
      table.row(
          root.times().say(letter.path("at")),
          reason(letter),
          letter.path("contact").asText(),
          source.path("topic").asText()
              + " "
              + source.path("partition").asText()
              + "@"
              + source.path("offset").asText(),
          letter.path("advice").asText());
    }
    return table;
  }
}

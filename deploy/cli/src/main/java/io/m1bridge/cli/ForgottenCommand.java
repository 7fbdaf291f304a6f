package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.output.Table;
import io.m1bridge.cli.output.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How far it is that a person is forgotten. */
@Command(
    name = "forgotten",
    description =
        "How far it is that a person is forgotten, and until when topics keep what cannot go at once.")
final class ForgottenCommand implements Runnable {

  private final M1Bridge root;

  @Mixin private ContactParameters which = new ContactParameters();

  ForgottenCommand(M1Bridge root) {
    this.root = root;
  }

  @Override
  public void run() {
    JsonNode forget =
        root.contactSync().get("v1", "accounts", which.account(), "forgets", which.key());
    if (root.isJson()) {
      root.print(forget);
      return;
    }
    boolean gone = forget.path("stateGone").asBoolean();
    root.print(
        Table.ofFacts()
            .row("asked", root.times().say(forget.path("askedAt")))
            .row("by", forget.path("by").asText())
            .row("in M1", forget.path("atM1").asText())
            .row("waits", forget.path("why").asText())
            .row("in our state", gone ? "gone" : "not gone yet"));
    root.line("");
    Table topics = Table.of("TOPIC", gone ? "GONE BY" : "GONE WITHIN, ONCE IT IS DONE", "NO LIMIT");
    for (JsonNode topic : forget.path("topics")) {
      topics.row(
          topic.path("topic").asText() + (topic.path("upstream").asBoolean() ? " (the CRM's)" : ""),
          gone ? topic.path("goneBy").asText() : Times.lasts(topic.path("keptSeconds")),
          topic.path("open").asText());
    }
    root.print(topics);
  }
}

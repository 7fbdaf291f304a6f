package io.m1bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.cli.StubService.Asked;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of edm-event. */
class EngagementCommandsTest {

  private static final String ACCEPTED =
      """
      {"account": "demo", "action": "poll-now", "by": "li.wei", "at": "2026-11-23T08:00:00Z",
       "topic": "edm.commands", "partition": 4, "offset": 17}""";
  private static final String ESTIMATE =
      """
      {"account": "demo", "from": "2023-12-31T16:00:00Z", "to": "2024-12-31T15:59:59Z", "state": "estimate",
       "campaigns": 12, "done": 0, "rowsLeft": 40000, "callsLeft": 33, "secondsLeft": 180}""";
  private static final String RANGE = "from=2024-01-01&to=2024-12-31";

  private final StubService stub;
  private final Terminal terminal;

  EngagementCommandsTest() throws IOException {
    stub = new StubService();
    terminal = Terminal.at(stub);
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void shouldHaveACampaignPolledNow() {
    stub.on("POST /v1/accounts/demo/commands", 202, "application/json", ACCEPTED);

    assertThat(terminal.run("poll-now", "demo", "3450")).as(terminal.err()).isZero();

    assertThat(terminal.out()).startsWith("Sent: poll-now demo 3450.");
    assertThat(stub.asked())
        .last()
        .extracting(Asked::body)
        .asString()
        .contains("\"action\":\"poll-now\"", "\"campaign\":3450");
    assertThat(terminal.run("poll-now", "demo", "newest")).as("no id").isEqualTo(2);
  }

  @Test
  void shouldAskBeforeABackfillAndSayWhatItComesTo() {
    stub.json("GET /v1/accounts/demo/backfill/estimate?" + RANGE, ESTIMATE);
    stub.on("POST /v1/accounts/demo/commands", 202, "application/json", ACCEPTED);
    String[] backfill = {"backfill", "demo", "--from", "2024-01-01", "--to", "2024-12-31"};

    assertThat(terminal.run(backfill)).as("nobody to ask").isEqualTo(2);
    terminal.answering(false);
    assertThat(terminal.run(backfill)).isZero();
    assertThat(terminal.questions().get(0))
        .contains("12 campaigns of demo", "40000 rows", "33 calls", "3 min at least");
    assertThat(stub.asked()).noneMatch(asked -> asked.method().equals("POST"));
    terminal.answering(true);
    assertThat(terminal.run(backfill)).as(terminal.err()).isZero();

    assertThat(terminal.out()).startsWith("Sent: backfill demo.");
    assertThat(stub.asked())
        .last()
        .extracting(Asked::body)
        .asString()
        .contains("\"action\":\"backfill\"", "\"from\":\"2024-01-01\"", "\"to\":\"2024-12-31\"");
  }

  @Test
  void shouldTellWhatABackfillComesToAndHowFarItIs() {
    stub.json("GET /v1/accounts/demo/backfill/estimate?" + RANGE, ESTIMATE);
    stub.json(
        "GET /v1/accounts/demo/backfill",
        """
        {"account": "demo", "from": "2023-12-31T16:00:00Z", "to": "2024-12-31T15:59:59Z", "by": "li.wei",
         "at": "2026-11-23T07:57:00Z", "state": "reading", "campaigns": 12, "done": 5, "givenUp": 1, "rowsLeft": 9000,
         "callsLeft": 12, "secondsLeft": 130}""");

    assertThat(
            terminal.run(
                "backfill", "demo", "--from", "2024-01-01", "--to", "2024-12-31", "--estimate"))
        .as(terminal.err())
        .isZero();
    assertThat(terminal.out()).contains("estimate", "40000");
    assertThat(terminal.run("backfill", "demo")).as(terminal.err()).isZero();
    assertThat(terminal.out().lines())
        .contains(
            "state           reading",
            "by              li.wei",
            "began           3 min ago",
            "campaigns read  5 of 12",
            "given up        1",
            "rows left       9000",
            "takes at least  2 min",
            "problem         none");
    assertThat(terminal.run("backfill", "demo", "--from", "2024-01-01")).as("half").isEqualTo(2);
  }

  @Test
  void shouldShowARecipient() {
    stub.json(
        "GET /v1/accounts/demo/recipients/li%40example.com",
        """
        {"engagement": {"account": "demo", "recipient": "li@example.com", "opens": 4, "clicks": 0,
                        "bounces": 1, "lastOpenAt": "2026-11-23T07:57:00Z"},
         "suppression": {"account": "demo", "recipient": "li@example.com", "reason": "unsubscribed",
                         "since": "2026-11-23T07:58:00Z", "campaignId": 7,
                         "causes": [{"reason": "unsubscribed", "since": "2026-11-23T07:58:00Z",
                                     "campaignId": 7}]}}""");
    stub.json(
        "GET /v1/accounts/demo/recipients/wang%40example.com",
        "{\"engagement\": {\"opens\": 1, \"clicks\": 2, \"bounces\": 0}}");

    assertThat(terminal.run("recipient", "demo", "li@example.com")).as(terminal.err()).isZero();
    assertThat(terminal.out().lines())
        .containsExactly(
            "opens                   4",
            "last open               3 min ago",
            "clicks                  0",
            "last click              -",
            "campaigns that bounced  1",
            "may be mailed           no",
            "  unsubscribed          2 min ago, campaign 7");
    assertThat(terminal.run("recipient", "demo", "wang@example.com")).isZero();
    assertThat(terminal.out()).contains("may be mailed           yes");
  }
}

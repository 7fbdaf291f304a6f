package io.m1bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.cli.StubService.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUEUE =
      """
      {"account": "demo", "health": "paused", "advice": "Resume it", "problem": "Paused by li.wei",
       "notBefore": "2026-11-23T08:10:00Z", "lanes": {"add": 3, "edit": 12, "delete": 130},
       "queued": 145, "open": 1, "calls": 77, "oldest": "2026-11-23T07:57:00Z", "settled": 900,
       "pending": 144, "parked": 2, "inDoubt": 0, "heldDeletes": 130, "paused": true,
       "otherIncarnation": false,
       "forecast": {"drainSeconds": 11160, "contacts": 91000, "contactLimit": 100000, "contactsPerDay": 750.5,
                    "daysUntilFull": 12.0}}""";
  static final String ACCEPTED =
      """
      {"account": "demo", "action": "approve", "by": "li.wei", "at": "2026-11-23T08:00:00Z",
       "topic": "contact-sync.commands", "partition": 4, "offset": 17}""";

  private final StubService stub;
  private final Terminal terminal;

  CommandsTest() throws IOException {
    stub = new StubService();
    terminal = Terminal.at(stub);
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void shouldListAccounts(@TempDir Path folder) throws IOException {
    Path jwt = Files.writeString(folder.resolve("caller.jwt"), "aa.bb.cc\n");
    stub.json(
        "GET /v1/accounts",
        """
        [{"account": "demo", "plan": "diamond", "callsPerHour": 4000, "state": "authorized",
          "expiresAt": "2026-11-23T08:55:00Z", "m1AccountId": "1001", "since": "2026-11-21T07:00:00Z"},
         {"account": "east", "plan": "gold", "callsPerHour": 2000, "state": "needs-authorization",
          "reason": "M1 refused the refresh token", "since": "2026-11-23T07:59:10Z"}]""");

    int code = terminal.run("accounts", "--caller-token-file", jwt.toString());

    assertThat(code).as(terminal.err()).isZero();
    assertThat(terminal.out().lines())
        .containsExactly(
            "ACCOUNT  STATE                SINCE     PLAN     CALLS/H  TOKEN ENDS  M1 ACCOUNT  WHY",
            "demo     authorized           2 d ago   diamond  4000     in 55 min   1001        -",
            "east     needs-authorization  50 s ago  gold     2000     -           -           M1 refused the refresh"
                + " token");
    assertThat(stub.asked())
        .containsExactly(new Asked("GET", "/v1/accounts", "Bearer aa.bb.cc", ""));
  }

  @Test
  void shouldSayWhatToDoWhereThereAreNoAccounts() {
    stub.json("GET /v1/accounts", "[]");

    assertThat(terminal.run("accounts")).isZero();
    assertThat(terminal.out()).startsWith("No accounts yet");
    assertThat(terminal.run("accounts", "--output", "json")).isZero();
    assertThat(terminal.out().strip()).isEqualTo("[ ]");
  }

  @Test
  void shouldShowSumsOfTheQueue() {
    stub.json(
        "GET /v1/sums",
        """
        {"running": true, "accepted": 1200, "settled": 1000, "pending": 190, "parked": 8, "inDoubt": 2,
         "queued": 150, "inFlight": 3, "callsByKind": {"add": 40, "edit": 60}, "deadLetters": 5}""");

    assertThat(terminal.run("queue")).as(terminal.err()).isZero();
    assertThat(terminal.out().lines())
        .contains(
            "running           yes",
            "changes pending   190",
            "changes in doubt  2",
            "calls edit        60",
            "dead letters      5",
            "problem           none");
  }

  @Test
  void shouldSayHowManyReplicasAreMissing() {
    stub.json("GET /v1/sums", "{}").json("GET /v1/campaigns", "[]").missing(2);

    assertThat(terminal.run("queue", "-o", "json")).isZero();
    assertThat(terminal.out().strip()).isEqualTo("{ }");
    assertThat(terminal.err()).contains("The accounts of 2 replicas are missing");
    assertThat(terminal.run("campaigns")).as(terminal.err()).isZero();
    assertThat(terminal.err()).contains("they do not answer");
  }

  @Test
  void shouldShowTheQueueOfAnAccountAndWhyNothingIsSent() throws IOException {
    stub.json("GET /v1/accounts/demo/queue", QUEUE);

    assertThat(terminal.run("queue", "demo")).as(terminal.err()).isZero();
    assertThat(terminal.out().lines())
        .contains(
            "health                          paused",
            "advice                          Resume it",
            "to delete                       130",
            "deletes that wait for a person  130",
            "oldest change                   3 min ago",
            "time to drain                   3 h",
            "contacts in M1                  91000",
            "contact limit                   100000",
            "contacts more a day             750.5",
            "days until the limit            12.0",
            "problem                         Paused by li.wei",
            "no call before                  in 10 min");
    assertThat(stub.asked().get(0).authorization()).isEqualTo("token " + Terminal.TOKEN);

    assertThat(terminal.run("queue", "demo", "-o", "json")).isZero();
    assertThat(JSON.readTree(terminal.out())).isEqualTo(JSON.readTree(QUEUE));
  }

  @Test
  void shouldListCampaignsOfAnAccount() throws IOException {
    stub.json(
        "GET /v1/campaigns",
        """
        [{"account": "demo", "campaignId": 3450, "subject": "双十一\\u001b[31mnews", "sentAt": "2026-11-23T05:00:00Z",
          "rows": 120, "rowsAtM1": 121, "complete": false, "nextPollAt": "2026-11-23T08:00:30Z"},
         {"account": "east", "campaignId": 3451, "rows": 0, "complete": true,
          "nextPollAt": "2026-11-23T07:59:57Z"}]""");

    assertThat(terminal.run("campaigns")).as(terminal.err()).isZero();
    assertThat(terminal.out().lines())
        .containsExactly(
            "ACCOUNT  CAMPAIGN  SUBJECT          SENT     ROWS  AT M1  COMPLETE  VERIFIED  NEXT POLL  PROBLEM",
            "demo     3450      双十一 [31mnews  3 h ago  120   121    no        -         in 30 s    -",
            "east     3451      -                -        0     -      yes       -         3 s ago    -");

    stub.json(
        "GET /v1/campaigns?account=east&limit=5&order=asc&q=%E5%8F%8C&sort=opened",
        "[{\"account\": \"east\", \"campaignId\": 3451}]");
    assertThat(
            terminal.run(
                "campaigns",
                "--account",
                "east",
                "--search",
                "双",
                "--sort",
                "opened",
                "--ascending",
                "--limit",
                "5",
                "--output",
                "JSON"))
        .as(terminal.err())
        .isZero();
    assertThat(JSON.readTree(terminal.out()).findValuesAsText("campaignId"))
        .containsExactly("3451");
  }

  @Test
  void shouldPauseAndResumeWithoutAsking() {
    for (String action : new String[] {"pause", "resume"}) {
      stub.on("POST /v1/accounts/demo/commands", 202, "application/json", ACCEPTED);

      assertThat(terminal.run(action, "demo")).as(terminal.err()).isZero();

      assertThat(terminal.out()).startsWith("Sent: " + action + " demo.");
      Asked last = stub.asked().get(stub.asked().size() - 1);
      assertThat(last.body()).isEqualTo("{\"action\":\"" + action + "\"}");
    }
    assertThat(terminal.questions()).isEmpty();
  }

  @Test
  void shouldSayWhatWillHappenBeforeWhatCannotBeUndone() {
    stub.json("GET /v1/accounts/demo/queue", QUEUE)
        .on("POST /v1/accounts/demo/commands", 202, "application/json", ACCEPTED);

    assertThat(terminal.run("approve", "demo")).as("nobody to ask").isEqualTo(2);
    assertThat(terminal.err()).contains("130 contacts of demo are deleted in M1", "--yes");
    terminal.answering(false);
    assertThat(terminal.run("approve", "demo")).isZero();
    assertThat(terminal.err()).contains("Nothing was done");
    assertThat(stub.asked()).extracting(Asked::method).containsOnly("GET");

    terminal.answering(true);
    assertThat(terminal.run("reject", "demo", "-o", "json")).as(terminal.err()).isZero();
    assertThat(terminal.questions()).last().asString().contains("130 contacts of demo stay in M1");
    assertThat(terminal.out()).contains("\"offset\" : 17");
    assertThat(stub.asked()).last().extracting(Asked::body).isEqualTo("{\"action\":\"reject\"}");
  }

  @Test
  void shouldNotAskWithYes() {
    stub.on("POST /v1/accounts/demo/commands", 202, "application/json", ACCEPTED);

    assertThat(terminal.run("reset-incarnation", "demo", "--yes")).as(terminal.err()).isZero();

    assertThat(terminal.questions()).isEmpty();
    assertThat(stub.asked()).hasSize(1);
  }

  @Test
  void shouldCompleteCommandsAndOptions() {
    assertThat(terminal.run("generate-completion")).isZero();

    assertThat(terminal.out())
        .contains("complete -F _complete_m1bridge", "reset-incarnation", "--token-file", "table");
  }

  @Test
  void shouldExplainItself() {
    assertThat(terminal.run("--help")).isZero();
    assertThat(terminal.out()).contains("accounts", "campaigns", "Exit codes", "8083");
    assertThat(terminal.run("help", "approve")).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains("deletes that wait for a person", "--yes");
  }
}

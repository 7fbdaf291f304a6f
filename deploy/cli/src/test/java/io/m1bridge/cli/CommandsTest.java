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
      {"account": "demo", "problem": "Paused by li.wei", "lanes": {"add": 3, "edit": 12, "delete": 130},
       "queued": 145, "open": 1, "calls": 77, "oldest": "2026-11-23T07:57:00Z", "settled": 900,
       "pending": 144, "parked": 2, "inDoubt": 0, "heldDeletes": 130, "paused": true,
       "otherIncarnation": false,
       "forecast": {"drainSeconds": 11160, "contacts": 91000, "contactLimit": 100000, "contactsPerDay": 750.5,
                    "daysUntilFull": 12.0}}""";
  private static final String ACCEPTED =
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
        "GET /v1/status",
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
  void shouldListWhatIsNotDeliveredPartByPart() throws IOException {
    stub.json(
        "GET /v1/accounts/demo/undelivered?after=&limit=3",
        """
        {"account": "demo", "total": 4, "next": "k 2", "contacts": [
          {"account": "demo", "contactKey": "k 1", "state": "parked", "reason": "email-taken",
           "nextStep": "Another contact has it", "since": "2026-11-26T09:00:00Z"},
          {"account": "demo", "contactKey": "k 2", "state": "rejected", "reason": "m1-refused",
           "nextStep": "Correct it", "since": "2026-11-26T09:00:00Z"}]}""");
    stub.json(
        "GET /v1/accounts/demo/undelivered?after=k%202&limit=3",
        """
        {"account": "demo", "total": 4, "contacts": [
          {"account": "demo", "contactKey": "k 3", "state": "waiting", "reason": "queued",
           "nextStep": "Wait", "since": "2026-11-26T09:00:00Z"},
          {"account": "demo", "contactKey": "k 4", "state": "waiting", "reason": "queued",
           "nextStep": "Wait", "since": "2026-11-26T09:00:00Z"}]}""");

    assertThat(terminal.run("undelivered", "demo", "--limit", "3")).as(terminal.err()).isZero();
    assertThat(terminal.out())
        .contains("k 1", "email-taken", "Correct it", "k 3", "3 of 4 contacts.")
        .doesNotContain("k 4");
    assertThat(terminal.run("undelivered", "demo", "--limit", "3", "-o", "json")).isZero();
    assertThat(JSON.readTree(terminal.out())).hasSize(3);
  }

  @Test
  void shouldCountWhatIsNotDeliveredByReason() throws IOException {
    stub.json(
        "GET /v1/accounts/demo/undelivered?after=&limit=100",
        """
        {"account": "demo", "total": 4, "contacts": [], "reasons": [
          {"state": "waiting", "reason": "queued", "contacts": 3},
          {"state": "parked", "reason": "email-taken", "contacts": 1}]}""");

    assertThat(terminal.run("undelivered", "demo", "--reasons")).as(terminal.err()).isZero();
    assertThat(terminal.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains("STATE REASON CONTACTS", "waiting queued 3", "parked email-taken 1");
    assertThat(terminal.run("undelivered", "demo", "--reasons", "-o", "json")).isZero();
    assertThat(JSON.readTree(terminal.out())).hasSize(2);
  }

  @Test
  void shouldReplayDeadLettersOnceAPersonHasSeenHowMany() {
    stub.json(
        "POST /v1/accounts/demo/replay",
        """
        {"account": "demo", "dryRun": true, "state": "done", "read": 40, "matching": 12, "cut": 1,
         "sent": 12}""");
    terminal.answering(false);
    assertThat(terminal.run("replay", "demo", "--reason", "field-invalid")).isZero();
    assertThat(terminal.questions().get(0)).contains("12 dead letters of demo");
    assertThat(stub.asked()).hasSize(1);
    assertThat(stub.asked().get(0).body())
        .contains("\"dryRun\":true", "\"reason\":\"field-invalid\"");

    assertThat(terminal.run("replay", "demo", "--yes")).as(terminal.err()).isZero();
    assertThat(terminal.out().lines()).contains("sent to the owner           12");
    assertThat(stub.asked().get(1).body()).contains("\"dryRun\":false").doesNotContain("reason");
  }

  @Test
  void shouldSayWhyAReplayDidNotEnd() {
    stub.json(
        "POST /v1/accounts/demo/replay",
        """
        {"account": "demo", "state": "failed", "problem": "Kafka: TimeoutException", "read": 4}""");

    assertThat(terminal.run("replay", "demo", "--yes")).isEqualTo(5);
    assertThat(terminal.err()).contains("Kafka: TimeoutException", "not taken twice");
  }

  @Test
  void shouldSayThatEverythingIsDelivered() {
    stub.json(
        "GET /v1/accounts/demo/undelivered?after=&limit=100",
        "{\"account\": \"demo\", \"total\": 0, \"contacts\": []}");

    assertThat(terminal.run("undelivered", "demo")).as(terminal.err()).isZero();
    assertThat(terminal.out()).startsWith("Every contact is delivered");
  }

  @Test
  void shouldShowTheQueueOfAnAccountAndWhyNothingIsSent() throws IOException {
    stub.json("GET /v1/accounts/demo/queue", QUEUE);

    assertThat(terminal.run("queue", "demo")).as(terminal.err()).isZero();
    assertThat(terminal.out().lines())
        .contains(
            "to delete                       130",
            "deletes that wait for a person  130",
            "oldest change                   3 min ago",
            "time to drain                   3 h",
            "contacts in M1                  91000",
            "contact limit                   100000",
            "contacts more a day             750.5",
            "days until the limit            12.0",
            "problem                         Paused by li.wei");
    assertThat(stub.asked().get(0).authorization()).isEqualTo("token " + Terminal.TOKEN);

    assertThat(terminal.run("queue", "demo", "-o", "json")).isZero();
    assertThat(JSON.readTree(terminal.out())).isEqualTo(JSON.readTree(QUEUE));
  }

  @Test
  void shouldShowWhereAContactIs() {
    stub.json(
        "GET /v1/contacts/demo/c%2F1%20%E7%8E%8B",
        """
        {"state": "in-flight", "knownInM1": true, "call": "call-9",
         "carried": {"eventId": "e1", "source": {"topic": "crm.contact-changes", "partition": 3, "offset": 99},
                     "receivedAt": "2026-11-23T07:59:58Z", "attempts": 2}}""");

    assertThat(terminal.run("contact", "demo", "c/1 王")).as(terminal.err()).isZero();
    assertThat(terminal.out().lines())
        .containsExactly(
            "state               in-flight",
            "known in M1         yes",
            "call                call-9",
            "waiting change      none",
            "change on the call  e1",
            "  from              crm.contact-changes partition 3 offset 99",
            "  taken             2 s ago",
            "  attempts          2",
            "last problem        none");
  }

  @Test
  void shouldAskBeforeAPersonIsForgotten() {
    stub.on("POST /v1/accounts/demo/commands", 202, "application/json", ACCEPTED);

    assertThat(terminal.run("forget", "demo", "c/1")).as("nobody to ask").isEqualTo(2);
    assertThat(terminal.err()).contains("M1 cannot undo it", "--yes");
    terminal.answering(false);
    assertThat(terminal.run("forget", "demo", "c/1")).isZero();
    assertThat(stub.asked()).isEmpty();
    terminal.answering(true);
    assertThat(terminal.run("forget", "demo", "c/1")).as(terminal.err()).isZero();

    assertThat(terminal.out()).startsWith("Sent: forget.").doesNotContain("c/1");
    assertThat(stub.asked())
        .last()
        .extracting(Asked::body)
        .asString()
        .contains("\"action\":\"forget\"", "\"contact\":\"c/1\"");
  }

  @Test
  void shouldShowUntilWhenAForgottenPersonIsKept() {
    stub.json(
        "GET /v1/accounts/demo/forgets/c%2F1",
        """
        {"account": "demo", "id": "ab12", "by": "li.wei", "askedAt": "2026-11-23T07:00:00Z", "atM1": "deleted",
         "stateGone": true, "goneAt": "2026-11-23T07:01:00Z", "topics": [
          {"topic": "contact-sync.dead-letters", "upstream": false, "keptSeconds": 3197700,
           "goneBy": "2026-12-30T07:16:00Z"},
          {"topic": "crm.contact-changes", "upstream": true, "open": "retention.ms sets no limit"}]}""");
    stub.json(
        "GET /v1/accounts/demo/forgets/k2",
        """
        {"account": "demo", "id": "cd34", "contact": "k2", "by": "li.wei", "askedAt": "2026-11-23T07:59:00Z",
         "atM1": "waiting", "why": "queued: Paused by li.wei", "stateGone": false, "topics": [
          {"topic": "contact-sync.results", "upstream": false, "keptSeconds": 1210560}]}""");

    assertThat(terminal.run("forgotten", "demo", "c/1")).as(terminal.err()).isZero();
    assertThat(terminal.out().lines())
        .containsExactly(
            "asked         60 min ago",
            "by            li.wei",
            "in M1         deleted",
            "waits         -",
            "in our state  gone",
            "",
            "TOPIC                            GONE BY               NO LIMIT",
            "contact-sync.dead-letters        2026-12-30T07:16:00Z  -",
            "crm.contact-changes (the CRM's)  -                     retention.ms sets no limit");
    assertThat(terminal.run("forgotten", "demo", "k2")).as(terminal.err()).isZero();
    assertThat(terminal.out())
        .contains("queued: Paused by li.wei", "not gone yet", "contact-sync.results  14 d");
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

    assertThat(terminal.run("campaigns", "--account", "east", "--output", "JSON")).isZero();
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

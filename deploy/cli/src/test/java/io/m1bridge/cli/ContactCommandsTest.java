package io.m1bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.cli.StubService.Asked;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked and done about contacts. */
class ContactCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private final StubService stub;
  private final Terminal terminal;

  ContactCommandsTest() throws IOException {
    stub = new StubService();
    terminal = Terminal.at(stub);
  }

  @AfterEach
  void stop() {
    stub.close();
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
  void shouldFindAmongWhatIsNotDelivered() {
    stub.json(
        "GET /v1/accounts/demo/undelivered?after=&limit=100&q=k%202&reason=m1-refused",
        "{\"account\": \"demo\", \"total\": 4, \"contacts\": []}");

    assertThat(terminal.run("undelivered", "demo", "--reason", "m1-refused", "--search", "k 2"))
        .as(terminal.err())
        .isZero();
    assertThat(terminal.out()).startsWith("No contact is undelivered for that.");
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
  void shouldSayThatEverythingIsDelivered() {
    stub.json(
        "GET /v1/accounts/demo/undelivered?after=&limit=100",
        "{\"account\": \"demo\", \"total\": 0, \"contacts\": []}");

    assertThat(terminal.run("undelivered", "demo")).as(terminal.err()).isZero();
    assertThat(terminal.out()).startsWith("Every contact is delivered");
  }

  @Test
  void shouldShowWhereAContactIs() throws IOException {
    String answer =
        """
        {"state": "waiting", "reason": "queued", "since": "2026-11-23T07:56:00Z", "knownInM1": true,
         "nextStep": "It goes with one of the next calls of its account", "call": "call-9", "steps": [
          {"what": "settled", "at": "2026-11-23T05:00:00Z", "call": "call-2",
           "says": "The change at offset 90 of partition 3 was applied"},
          {"what": "folded", "at": "2026-11-23T07:56:00Z", "says": "2 earlier changes", "eventId": "e1"},
          {"what": "read", "at": "2026-11-23T07:59:58Z", "says": "A change was read", "eventId": "e1",
           "source": {"topic": "crm.contact-changes", "partition": 3, "offset": 99}},
          {"what": "called", "at": "2026-11-23T07:59:59Z", "says": "A call took its row", "call": "call-9"},
          {"what": "next", "says": "M1's answer"}]}""";
    stub.json("GET /v1/contacts/demo/c%2F1%20%E7%8E%8B", answer);

    assertThat(terminal.run("contact", "demo", "c/1 王")).as(terminal.err()).isZero();
    assertThat(terminal.out().lines().map(line -> line.replaceAll(" {2,}", " | ")))
        .containsExactly(
            "state | waiting",
            "reason | queued",
            "not delivered since | 4 min ago",
            "what next | It goes with one of the next calls of its account",
            "known in M1 | yes",
            "call | call-9",
            "last problem | none",
            "",
            "WHEN | STEP | WHAT HAPPENED, WHAT COMES NEXT | CHANGE | CALL",
            "3 h ago | settled | The change at offset 90 of partition 3 was applied | - | call-2",
            "4 min ago | folded | 2 earlier changes | e1 | -",
            "2 s ago | read | A change was read | e1 crm.contact-changes partition 3 offset 99 | -",
            "1 s ago | called | A call took its row | - | call-9",
            "- | next | M1's answer | - | -");
    assertThat(terminal.run("contact", "demo", "c/1 王", "-o", "json")).isZero();
    assertThat(JSON.readTree(terminal.out())).isEqualTo(JSON.readTree(answer));
  }

  @Test
  void shouldAskBeforeAPersonIsForgotten() {
    stub.on("POST /v1/accounts/demo/commands", 202, "application/json", CommandsTest.ACCEPTED);

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
}

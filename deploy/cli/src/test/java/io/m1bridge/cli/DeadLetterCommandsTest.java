package io.m1bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dead letters, listed and read again. */
class DeadLetterCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LIST = "GET /v1/accounts/demo/dead-letters";
  private static final String REPLAY = "/v1/accounts/demo/replay";
  private static final String RUNNING =
      "{\"id\": \"r1\", \"account\": \"demo\", \"dryRun\": false, \"state\": \"running\"}";

  private final StubService stub;
  private final Terminal terminal;

  DeadLetterCommandsTest() throws IOException {
    stub = new StubService();
    terminal = Terminal.at(stub);
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  private static String letter(int number, boolean cut) {
    return """
        {"at": "2026-11-23T07:57:00Z", "reason": "field-invalid", "advice": "Mend it", "contact": "k %d",
         "source": {"topic": "crm.contact-changes", "partition": 5, "offset": %d},
         "letter": {"topic": "contact-sync.dead-letters", "partition": 1, "offset": 3}, "cut": %b}"""
        .formatted(number, 40 + number, cut);
  }

  @Test
  void shouldListLettersLookByLook() throws IOException {
    String filter = "from=2026-11-20&limit=%d&reason=field-invalid";
    stub.json(
        LIST + "?" + filter.formatted(3),
        """
        {"account": "demo", "letters": [%s, %s], "looked": 20000, "lookedBackTo": "2026-11-23T07:00:00Z",
         "whole": false, "ofNobody": 0, "next": "0_7-1_9"}"""
            .formatted(letter(1, false), letter(2, true)));
    stub.json(
        LIST + "?before=0_7-1_9&" + filter.formatted(1),
        """
        {"account": "demo", "letters": [%s], "looked": 12, "lookedBackTo": "2026-11-23T06:00:00Z",
         "whole": false, "ofNobody": 0, "next": "0_1-1_2"}"""
            .formatted(letter(3, false)));
    String[] command = {
      "dead-letters",
      "list",
      "demo",
      "--reason",
      "field-invalid",
      "--from",
      "2026-11-20",
      "--limit",
      "3"
    };

    assertThat(terminal.run(command)).as(terminal.err()).isZero();
    assertThat(terminal.out().lines())
        .containsExactly(
            "PUT ASIDE  REASON               CONTACT  CAME FROM                 WHAT TO DO",
            "3 min ago  field-invalid        k 1      crm.contact-changes 5@41  Mend it",
            "3 min ago  field-invalid (cut)  k 2      crm.contact-changes 5@42  Mend it",
            "3 min ago  field-invalid        k 3      crm.contact-changes 5@43  Mend it",
            "3 letters; looked at 20012 of all accounts, back to 2 h ago.",
            "Older ones: --before 0_1-1_2");
    String[] asJson = {
      "dead-letters",
      "list",
      "demo",
      "--reason",
      "field-invalid",
      "--from",
      "2026-11-20",
      "--limit",
      "3",
      "-o",
      "json"
    };
    assertThat(terminal.run(asJson)).isZero();
    JsonNode answer = JSON.readTree(terminal.out());
    assertThat(answer.path("letters")).hasSize(3);
    assertThat(answer.path("looked").asInt()).isEqualTo(20_012);
    assertThat(answer.path("next").asText()).isEqualTo("0_1-1_2");
  }

  @Test
  void shouldCountLettersByReasonAndSayWhenThereAreNone() {
    stub.json(
        LIST + "?counted=true&limit=1",
        """
        {"account": "demo", "letters": [], "looked": 40, "whole": true, "ofNobody": 0, "reasons": [
          {"reason": "field-invalid", "letters": 30}, {"reason": "email-missing", "letters": 2}]}""");
    stub.json(
        LIST + "?limit=100&ofNobody=true",
        """
        {"account": "demo", "letters": [], "looked": 40, "whole": true, "ofNobody": 0}""");

    assertThat(terminal.run("dead-letters", "list", "demo", "--reasons")).isZero();
    assertThat(terminal.out().lines())
        .containsExactly(
            "REASON         LETTERS",
            "field-invalid  30",
            "email-missing  2",
            "32 letters; looked at 40 of all accounts, which is all.");
    assertThat(terminal.run("dead-letters", "list", "demo", "--of-nobody")).isZero();
    assertThat(terminal.out()).startsWith("0 letters; looked at 40 of all accounts, which is all.");
  }

  @Test
  void shouldReplayDeadLettersOnceAPersonHasSeenHowMany() {
    stub.json(
        "POST " + REPLAY,
        """
        {"id": "r1", "account": "demo", "dryRun": true, "state": "done", "read": 40, "matching": 12,
         "cut": 1, "cutOfNobody": 0, "sent": 12}""");
    terminal.answering(false);
    assertThat(
            terminal.run(
                "replay", "demo", "--reason", "field-invalid", "--to", "2026-11-23T07:00:00Z"))
        .isZero();
    assertThat(terminal.questions().get(0)).contains("12 dead letters of demo");
    assertThat(stub.asked()).hasSize(1);
    assertThat(stub.asked().get(0).body())
        .contains("\"dryRun\":true", "\"reason\":\"field-invalid\"")
        .contains("\"to\":\"2026-11-23T07:00:00Z\"")
        .doesNotContain("from");

    assertThat(terminal.run("dead-letters", "replay", "demo", "--yes")).as(terminal.err()).isZero();
    assertThat(terminal.out().lines())
        .anyMatch(line -> line.matches("sent to the owner, not necessarily taken +12"));
    assertThat(stub.asked().get(1).body()).contains("\"dryRun\":false").doesNotContain("reason");
  }

  @Test
  void shouldListAndReplayLettersOfEngagement() {
    stub.json(
        LIST + "?limit=100",
        """
        {"account": "demo", "letters": [{"at": "2026-11-23T07:57:00Z", "id": "0f-1", "campaign": 3450,
          "reason": "unreadable-row", "problem": "email is missing", "advice": "Show it", "partition": 1,
          "offset": 3, "cut": false, "readable": true}], "looked": 12, "whole": true}""");
    stub.json(
        "POST " + REPLAY,
        """
        {"id": "r1", "account": "demo", "dryRun": true, "state": "done", "read": 3, "matching": 1,
         "unreadable": 2, "cut": 4, "ofNoCampaign": 0, "sent": 1}""");

    assertThat(terminal.run("dead-letters", "list", "demo", "--engagement")).isZero();
    assertThat(terminal.out().lines())
        .containsExactly(
            "PUT ASIDE  REASON          CAMPAIGN  NOW READABLE  PROBLEM           WHAT TO DO",
            "3 min ago  unreadable-row  3450      yes           email is missing  Show it",
            "1 letter; looked at 12 of all accounts, which is all.");
    terminal.answering(true);
    assertThat(terminal.run("replay", "demo", "--engagement")).as(terminal.err()).isZero();
    assertThat(terminal.questions().get(0)).contains("1 dead letters of demo can be read now");
    assertThat(terminal.out().lines())
        .anyMatch(line -> line.matches("whose rows still cannot +2"))
        .anyMatch(line -> line.matches("never: over 16,000 characters, not kept whole +4"));
    assertThat(terminal.run("dead-letters", "list", "demo", "--engagement", "--of-nobody"))
        .isEqualTo(2);
  }

  @Test
  void shouldSayWhyAReplayDidNotEnd() {
    stub.json(
        "POST " + REPLAY,
        """
        {"id": "r1", "account": "demo", "state": "failed", "problem": "Kafka: TimeoutException",
         "read": 4}""");

    assertThat(terminal.run("replay", "demo", "--yes")).isEqualTo(5);
    assertThat(terminal.err()).contains("Kafka: TimeoutException", "not taken twice");
  }

  @Test
  void shouldWaitUntilAReplayHasEnded() {
    stub.json("POST " + REPLAY, RUNNING);
    stub.json("GET " + REPLAY, RUNNING.replace("running", "done"));

    assertThat(terminal.run("replay", "demo", "--yes")).as(terminal.err()).isZero();
  }

  @Test
  void shouldSayThatAReplayIsNotKnownAnyMore() {
    stub.json("POST " + REPLAY, RUNNING);
    assertThat(terminal.run("replay", "demo", "--yes")).as("not: no such account").isEqualTo(5);
    assertThat(terminal.err()).contains("its account moved", "Ask for it again");

    stub.json("GET " + REPLAY, RUNNING.replace("r1", "r0").replace("running", "done"));
    assertThat(terminal.run("replay", "demo", "--yes")).as("another one").isEqualTo(5);
    assertThat(terminal.err()).contains("somebody began another one");
  }
}

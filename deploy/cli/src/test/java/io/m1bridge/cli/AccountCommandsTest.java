package io.m1bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.cli.StubService.Asked;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an account has at M1 is shown and changed. */
class AccountCommandsTest {

  private static final String CHANGES = "POST /v1/accounts/demo/m1/changes";

  private final StubService stub;
  private final Terminal terminal;

  AccountCommandsTest() throws IOException {
    stub = new StubService();
    terminal = Terminal.at(stub);
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void shouldListAPageOfTheGroups() {
    stub.json(
        "GET /v1/accounts/demo/m1/groups?page=2&search=vip%20%E5%AE%A2",
        """
        {"rows": [{"id": 7, "name": "vip 客户", "contacts": 12, "ofADelete": false}], "total": 51,
         "damaged": 1, "calls": 1}""");

    assertThat(terminal.run("account", "groups", "demo", "--page", "2", "--search", "vip 客"))
        .as(terminal.err())
        .isZero();
    assertThat(terminal.out().lines())
        .containsExactly(
            "ID  GROUP     CONTACTS  OF A DELETE",
            "7   vip 客户  12        -",
            "1 of 51; calls of the hour taken: 1");
    assertThat(terminal.err()).contains("1 rows of M1's answer cannot be read");
  }

  @Test
  void shouldListTheOthers() {
    stub.json(
        "GET /v1/accounts/demo/m1/properties",
        """
        {"rows": [{"id": 9, "label": "Level", "dropDown": true, "description": "how good",
         "mappedBy": ["crm.customers"]}], "total": 1, "damaged": 0, "calls": 1}""");
    stub.json(
        "GET /v1/accounts/demo/m1/fields",
        """
        {"rows": [{"field": "fullName", "name": "姓名", "own": true, "dropDown": false}],
         "total": 1, "damaged": 0, "calls": 1}""");
    stub.json(
        "GET /v1/accounts/demo/m1/tags?page=1&search=",
        "{\"rows\": [], \"damaged\": 0, \"calls\": 1}");

    assertThat(terminal.run("account", "properties", "demo")).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains("Level", "yes", "how good", "crm.customers");
    assertThat(terminal.run("account", "fields", "demo")).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains("fullName", "姓名");
    assertThat(terminal.run("account", "tags", "demo")).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains("M1 lists none here.", "0 of an unknown number");
    assertThat(terminal.run("account", "fields", "demo", "--page", "2")).isEqualTo(2);
  }

  @Test
  void shouldShowWhereAContactDiffers() {
    stub.json(
        "GET /v1/accounts/demo/m1/contacts/c%2F1",
        """
        {"id": 5, "differing": 1, "waiting": 0, "calls": 1, "fields": [
          {"field": "city", "m1": "北京", "wanted": "上海", "acknowledged": true,
           "difference": "changed-in-m1", "says": "M1 shows something else"},
          {"field": "email", "m1": "a@x.cn", "wanted": "a@x.cn", "acknowledged": true,
           "difference": "same", "says": "the same"}]}""");

    assertThat(terminal.run("account", "contact", "demo", "c/1")).as(terminal.err()).isZero();
    assertThat(terminal.out())
        .contains("city", "北京", "上海", "M1 shows something else", "1 fields differ, 0 wait")
        .doesNotContain("a@x.cn");
    assertThat(terminal.run("account", "contact", "demo", "c/1", "--all")).isZero();
    assertThat(terminal.out()).contains("a@x.cn");
  }

  @Test
  void shouldDeleteAGroupOnceAPersonWasToldOfItsContacts() {
    stub.json(
        CHANGES,
        """
        {"says": "The group is deleted in M1; its 12 contacts are deleted too", "contacts": 12,
         "atLeast": false, "warnings": ["M1 cannot undo it"], "confirmation": "abc", "calls": 1}""");
    stub.json(CHANGES + "/abc", "{\"says\": \"The group is deleted in M1\", \"calls\": 2}");
    terminal.answering(false);
    assertThat(terminal.run("account", "delete-group", "demo", "old", "--with-contacts")).isZero();
    assertThat(terminal.questions().get(0))
        .contains("its 12 contacts are deleted too", "Contacts concerned: 12", "cannot undo it");
    assertThat(stub.asked()).hasSize(1);
    assertThat(stub.asked().get(0).body())
        .contains("\"action\":\"delete-group\"", "\"name\":\"old\"", "\"withContacts\":true");

    terminal.answering(true);
    assertThat(terminal.run("account", "delete-group", "demo", "old", "--id", "7")).isZero();
    assertThat(stub.asked()).extracting(Asked::path).endsWith("/v1/accounts/demo/m1/changes/abc");
    assertThat(stub.asked().get(1).body()).contains("\"id\":7", "\"force\":false");
    assertThat(terminal.out())
        .contains("Done: The group is deleted in M1. Calls of the hour taken: 3");
  }

  @Test
  void shouldOnlySayWhatWouldHappen() {
    stub.json(
        CHANGES,
        """
        {"says": "A property is made", "contacts": 0, "warnings": [], "confirmation": "abc",
         "calls": 1}""");

    assertThat(
            terminal.run(
                "account",
                "add-property",
                "demo",
                "Size",
                "--option",
                "S",
                "--option",
                "L",
                "--dry-run"))
        .as(terminal.err())
        .isZero();
    assertThat(terminal.out()).contains("A property is made");
    assertThat(stub.asked()).hasSize(1);
    assertThat(stub.asked().get(0).body()).contains("\"options\":[\"S\",\"L\"]");
    assertThat(terminal.run("account", "edit-property", "demo", "Size", "--to", "L", "--dry-run"))
        .isZero();
    assertThat(stub.asked().get(1).body()).contains("\"to\":\"L\"");
  }

  @Test
  void shouldSayWhatTheServiceRefuses() {
    stub.problem(
        CHANGES,
        409,
        """
        {"title": "A mapping of this deployment writes the property",
         "detail": "\\"Level\\" is written by the mapping of crm.customers", "advice": "Say force"}""");

    assertThat(terminal.run("account", "delete-property", "demo", "Level", "--yes")).isEqualTo(6);
    assertThat(terminal.err()).contains("crm.customers", "Say force");
    assertThat(terminal.run("account")).isEqualTo(2);
  }

  @Test
  void shouldWaitForM1LongerThanForOtherAnswers() {
    stub.json("GET /v1/accounts/demo/m1/fields", "{\"rows\": [], \"calls\": 1}")
        .late(Duration.ofMillis(1_200));

    assertThat(terminal.run("account", "fields", "demo", "--timeout", "1"))
        .as(terminal.err())
        .isZero();
  }
}

package io.m1bridge.contactsync.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TryMappingTest {

  @TempDir Path directory;
  private Path mapping;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void copy() throws URISyntaxException {
    mapping = Path.of(TryMappingTest.class.getResource("/debezium/customers.yaml").toURI());
  }

  @Test
  void shouldRunTheTestsAndPrintWhatEachRecordBecomes() throws IOException {
    Path sample = directory.resolve("sample.ndjson");
    Files.writeString(
        sample,
        """
        {"key":{"id":1},"value":{"op":"c","after":{"id":1,"email":"a@example.com","full_name":"朱磊","credit":"AIA="}},"headers":{}}
        {"key":{"id":1},"value":null}
        {"key":{"id":2},"value":{"op":"u","after":{"id":2,"email":"b@example.com","gender":"X"}}}
        {"key":{"id":1},"value":{"op":"d","before":{"id":1}}}
        not json
        """);

    assertThat(run(mapping.toString(), sample.toString())).isZero();
    assertThat(printed())
        .contains("ok      a new customer")
        .contains("7 tests, 0 failed")
        .contains("1  contact 1")
        .containsPattern("fullName +朱磊")
        .containsPattern("custom.Credit +1.28")
        .contains("2  passed over, tombstone")
        .contains("3  dead letter, field-invalid: Field 'gender' has a value that is not in")
        .contains("4  deletes contact 1")
        .contains("5  dead letter, data-unreadable")
        .contains("1 contacts")
        .contains("1 deletes")
        .contains("1 dead letters, field-invalid");
  }

  @Test
  void shouldCompareTheMappingWithTheFieldsOfAnAccount() throws IOException {
    Path small =
        Files.writeString(
            directory.resolve("small.yaml"),
            """
            format: json
            contact:
              fields:
                email: mail
                weixin: wechat
              custom:
                Levle: level
                Branch: branch
            """);
    String own = "{\"field\":\"email\",\"own\":true},{\"field\":\"weixn\",\"own\":true}";
    Path ours =
        Files.writeString(
            directory.resolve("fields.json"),
            "{\"rows\":[" + own + ",{\"field\":\"9\",\"name\":\"Level\",\"own\":false}]}");
    Path m1s =
        Files.writeString(
            directory.resolve("setting.json"),
            "{\"success\":true,\"data\":{\"id\":1,\"setting\":["
                + own.replace("own", "isOrigin").replace("weixn", "weixin")
                + "]}}");
    Path none = Files.writeString(directory.resolve("none.json"), "{\"rows\":[]}");

    assertThat(run(small.toString(), "--fields", ours.toString())).isEqualTo(1);
    assertThat(printed())
        .contains("small.yaml, line 5: the account has no field weixin; is weixn meant?")
        .contains("small.yaml, line 7: the account has no field custom.Levle; is Level meant?")
        .doesNotContain("Branch");
    assertThat(run(small.toString(), "--fields", m1s.toString())).isZero();
    assertThat(run(small.toString(), "--fields", none.toString())).isEqualTo(2);
    assertThat(run(small.toString(), "--fields")).isEqualTo(2);
  }

  @Test
  void shouldTellTheAccountThatRowsName() throws IOException {
    Path accounts =
        Files.writeString(
            directory.resolve("accounts.yaml"),
            """
            format: debezium
            key: id
            account: shop
            account-of-deletes: row
            contact:
              fields: {email: mail}
            tests:
              - name: written
                key: {id: 7}
                value: {op: c, after: {id: 7, shop: b, mail: a@example.com}}
                contact: {key: 7, account: b}
              - name: deleted
                key: {id: 7}
                value: {op: d, before: {id: 7, shop: b}}
                deleted: {key: 7, account: b}
              - name: deleted elsewhere
                key: {id: 7}
                value: {op: d, before: {id: 7, shop: a}}
                deleted: {key: 7, account: b}
              - name: of no account
                key: {id: 7}
                value: {op: d, before: {id: 7}}
                dead-letter: delete-without-account
            """);
    Path sample =
        Files.writeString(
            directory.resolve("sample.ndjson"),
            """
            {"key":{"id":7},"value":{"op":"u","before":{"id":7,"shop":"a"},"after":{"id":7,"shop":"b","mail":"a@example.com"}}}
            """);

    assertThat(run(accounts.toString(), sample.toString())).isEqualTo(1);
    assertThat(printed())
        .contains("it deletes contact 7 of a")
        .contains("4 tests, 1 failed")
        .contains("1  deletes contact 7 of a")
        .contains("1  contact 7 of b")
        .contains("1 contacts")
        .contains("1 deletes");
  }

  @Test
  void shouldPassTheTestsOfTheManualsExample() throws IOException {
    String manual = Files.readString(Path.of("..", "docs", "mapping.md"));
    int from = manual.indexOf("```yaml\n") + "```yaml\n".length();
    Path example = directory.resolve("example.yaml");
    Files.writeString(example, manual.substring(from, manual.indexOf("```", from)));

    assertThat(run(example.toString())).isZero();
    assertThat(printed()).contains("1 tests, 0 failed");
  }

  @Test
  void shouldReadOurOwnFormWithoutAMapping() throws IOException {
    Path sample = directory.resolve("sample.ndjson");
    Files.writeString(
        sample,
        """
        {"key":"k1","value":{"specversion":"1.0","id":"1","source":"/crm","type":"crm.contact.deleted.v1"}}
        {"value":{"email":"a@example.com"}}
        """);

    assertThat(run("native", sample.toString())).isZero();
    assertThat(printed())
        .contains("1  deletes contact k1")
        .contains("2  dead letter, header-missing")
        .doesNotContain("tests");
    assertThat(run("native")).isEqualTo(2);
    assertThat(printed()).contains("native SAMPLE.ndjson");
  }

  @Test
  void shouldFailWhereATestFailsAndSayWhereItStands() throws IOException {
    Path wrong = directory.resolve("wrong.yaml");
    Files.writeString(wrong, Files.readString(mapping).replace("fullName: 李雷", "fullName: 韩梅梅"));
    Path report = directory.resolve("report.xml");

    assertThat(run(wrong.toString(), "--junit", report.toString())).isEqualTo(1);
    assertThat(printed())
        .contains("FAILED  a new customer")
        .containsPattern("line \\d+: fullName is 李雷, expected 韩梅梅")
        .contains("7 tests, 1 failed");
    assertThat(report)
        .content(StandardCharsets.UTF_8)
        .contains("tests=\"7\"", "failures=\"1\"", "<failure message=\"fullName is 李雷");
  }

  @Test
  void shouldSayHowItIsUsedAndWhatCannotBeRead() {
    assertThat(run()).isEqualTo(2);
    assertThat(printed()).contains("Usage: --try-mapping");
    assertThat(run("none.yaml")).isEqualTo(2);
    assertThat(printed()).contains("none.yaml");
    assertThat(run(mapping.toString(), "none.ndjson")).isEqualTo(2);
    assertThat(printed()).contains("none.ndjson");
  }

  private int run(String... arguments) {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Clock clock = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
    return new TryMapping(out, clock).run(List.of(arguments));
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}

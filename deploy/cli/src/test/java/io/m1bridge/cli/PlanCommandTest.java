package io.m1bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.cli.StubService.Asked;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source would cost: rows go in portions, with the last one comes the price. */
class PlanCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROWS = "POST /v1/accounts/demo/prices/p-1/rows?";
  private static final String GIVEN_UP = "DELETE /v1/accounts/demo/prices/p-1";
  private static final String PRICE =
      """
      {"account": "demo", "madeAt": "2026-11-23T08:00:00Z",
       "rows": {"read": 1203, "passedOver": 1, "repeated": 54, "refused": [
         {"reason": "field-invalid", "advice": "Field 'email' has a blank inside", "rows": 54, "first": [2, 3, 38]}]},
       "contacts": {"changed": 1093, "adds": 550, "edits": 538, "deletes": 5, "unchanged": 2, "blocked": 0,
         "parked": 7, "heldDeletes": 0},
       "calls": {"all": 2000, "sums": [{"kind": "add", "calls": 1900, "rows": 724}, {"kind": "edit", "calls": 100, "rows": 534}],
         "perHour": 2000, "mostPerHour": 1924, "leastPerHour": 1279, "madePerHour": 900.0,
         "waitingHours": 0.009, "hoursAtLeast": 1.0, "hoursAtMost": 4.0},
       "room": {"now": 544, "afterwards": 1089, "limit": 1000},
       "limits": [{"code": "contact-limit", "text": "M1 allows the account 1000 contacts: 89 would wait, not added"}]}""";

  @TempDir Path folder;
  private final StubService stub;
  private final Terminal terminal;
  private Path mapping = Path.of("");

  PlanCommandTest() throws IOException {
    stub = new StubService();
    terminal = Terminal.at(stub);
  }

  @BeforeEach
  void begin() throws IOException {
    mapping = Files.writeString(folder.resolve("mapping.yaml"), "format: json\n");
    stub.on(
        "POST /v1/accounts/demo/prices",
        201,
        "application/json",
        "{\"price\": \"p-1\", \"next\": 1}");
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  private int plan(Path rows, String... more) {
    return terminal.run(
        Stream.concat(
                Stream.of("plan", "demo", rows.toString(), "--mapping", mapping.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private List<JsonNode> sent() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Asked asked : stub.asked().subList(1, stub.asked().size())) {
      all.append(asked.body());
    }
    List<JsonNode> rows = new ArrayList<>();
    for (String line : all.toString().lines().toList()) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  @Test
  void shouldTellThePriceOfACsv() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("rows.csv"),
            "\uFEFFid,mail,town\n1,a@x.cn,\"上海\n\"\"浦东\"\"\"\n2,,\n\n3,c@x.cn,北京\n");
    stub.json(ROWS + "first=1&last=true", PRICE);

    assertThat(plan(csv)).as(terminal.err()).isZero();

    assertThat(stub.asked().get(0).body()).isEqualTo("format: json\n");
    assertThat(sent())
        .containsExactly(
            JSON.readTree("{\"id\":\"1\",\"mail\":\"a@x.cn\",\"town\":\"上海\\n\\\"浦东\\\"\"}"),
            JSON.readTree("{\"id\":\"2\",\"mail\":\"\",\"town\":\"\"}"),
            JSON.readTree("{\"id\":\"3\",\"mail\":\"c@x.cn\",\"town\":\"北京\"}"));
    assertThat(terminal.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "rows 1203",
            "contacts that change 1093",
            " added 550",
            " afterwards 1089",
            "calls 2000",
            " add 1900",
            "calls that M1 allows an hour 2000",
            " that contact-sync can have 1924",
            " that it has in any case 1279",
            " that it makes today 900.0",
            "time beside today's, if nobody else asks 60 min",
            "time beside today's and others' shares 4 h",
            "contact-limit M1 allows the account 1000 contacts: 89 would wait, not added",
            "field-invalid 54 2, 3, 38 Field 'email' has a blank inside");
  }

  @Test
  void shouldSendALargeFileInPortionsAndSayHowFarItIs() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("rows.ndjson"),
            IntStream.range(0, 51_500)
                .mapToObj(i -> i % 1_000 == 999 ? "\n" : "{\"id\":" + i + "}\n")
                .collect(Collectors.joining()));
    for (int first = 1; first < 51_001; first += 1_000) {
      stub.json(ROWS + "first=" + first + "&last=false", "{\"price\":\"p-1\",\"next\":0}");
    }
    stub.json(ROWS + "first=51001&last=true", PRICE);

    assertThat(plan(file, "-o", "json")).as(terminal.err()).isZero();

    assertThat(stub.asked()).hasSize(1 + 52);
    assertThat(stub.asked().get(1).body().lines()).as("blank lines count").hasSize(1_000);
    assertThat(terminal.err().lines()).containsExactly("50000 rows looked at");
    assertThat(JSON.readTree(terminal.out())).isEqualTo(JSON.readTree(PRICE));
  }

  @Test
  void shouldReadOtherEncodingsAndSeparators() throws IOException {
    Path csv =
        Files.write(
            folder.resolve("rows.csv"), "id;town\n1;上海\n".getBytes(Charset.forName("GB18030")));
    stub.json(ROWS + "first=1&last=true", PRICE);

    assertThat(plan(csv, "--separator", ";")).as("it is not UTF-8").isEqualTo(2);
    assertThat(terminal.err()).contains("is not UTF-8", "--encoding");
    assertThat(plan(csv, "--separator", ";", "--encoding", "GB18030")).isZero();
    assertThat(stub.asked().get(stub.asked().size() - 1).body())
        .isEqualTo("{\"id\":\"1\",\"town\":\"上海\"}\n");
  }

  @Test
  void shouldSayWhatIsWrongWithAFile() throws IOException {
    Path csv = Files.writeString(folder.resolve("rows.csv"), "id,mail\n1,secret@x.cn,too,many\n");

    assertThat(plan(csv)).isEqualTo(2);
    assertThat(terminal.err()).contains("is no CSV", "row 1").doesNotContain("secret");
    assertThat(stub.asked()).as("nothing is begun for it").isEmpty();
    assertThat(plan(folder.resolve("none.csv"))).isEqualTo(2);
    assertThat(terminal.err()).contains("none.csv cannot be read");
    assertThat(terminal.run("plan", "demo", csv.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("A CSV needs a mapping file");
    mapping = folder.resolve("none.yaml");
    assertThat(plan(csv)).isEqualTo(2);
    assertThat(terminal.err()).contains("none.yaml cannot be read");
  }

  /** A replica makes two at a time: one that nobody goes on with would keep others waiting. */
  @Test
  void shouldGiveUpThePriceOfAFileThatCannotBeReadToItsEnd() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("rows.csv"),
            "id,mail\n" + "1,a@x.cn\n".repeat(1_500) + "2,too,many\n" + "3,c@x.cn\n".repeat(9));
    stub.json(ROWS + "first=1&last=false", "{\"price\":\"p-1\",\"next\":1001}");
    stub.on(GIVEN_UP, 204, "application/json", "");

    assertThat(plan(csv)).isEqualTo(2);

    assertThat(calls())
        .containsExactly("POST /v1/accounts/demo/prices", ROWS + "first=1&last=false", GIVEN_UP);
    assertThat(terminal.err()).contains("is no CSV", "row 1501").doesNotContain("not given up");
  }

  @Test
  void shouldGiveUpAPriceWhoseRowsFail() throws IOException {
    Path rows = Files.writeString(folder.resolve("rows.ndjson"), "{}\n");
    stub.problem(ROWS + "first=1&last=true", 503, "{\"title\": \"Moving\"}");

    assertThat(plan(rows)).isEqualTo(5);

    assertThat(calls()).last().isEqualTo(GIVEN_UP);
    assertThat(terminal.err()).contains("Moving", "The price is not given up");
  }

  @Test
  void shouldGiveUpNothingOnceThePriceIsTold() throws IOException {
    Path rows = Files.writeString(folder.resolve("rows.ndjson"), "{}\n");
    stub.json(ROWS + "first=1&last=true", PRICE);

    assertThat(plan(rows)).as(terminal.err()).isZero();

    assertThat(calls()).last().isEqualTo(ROWS + "first=1&last=true");
  }

  /** As at Ctrl-C. */
  @Test
  void shouldGiveUpThePriceWhenItsProcessIsEnded() throws Exception {
    stub.json(ROWS + "first=1&last=false", "{\"price\":\"p-1\",\"next\":1001}");
    stub.on(GIVEN_UP, 204, "application/json", "");
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "plan",
            "demo",
            "-");
    command.environment().put("M1BRIDGE_CONTACT_SYNC_URL", stub.url());
    command.environment().put("M1BRIDGE_UI_TOKEN", Terminal.TOKEN);
    command.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
    Process process = command.start();
    try (OutputStream rows = process.getOutputStream()) {
      rows.write("{}\n".repeat(1_001).getBytes(StandardCharsets.UTF_8));
      rows.flush();
      stub.arrives();
      assertThat(stub.arrives()).as("its rows, and more would follow").isNotNull();
      // Not process.destroy(): that ends its input first, and with it the rows.
      process.toHandle().destroy();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(calls()).last().isEqualTo(GIVEN_UP);
  }

  private List<String> calls() {
    return stub.asked().stream().map(asked -> asked.method() + " " + asked.path()).toList();
  }

  @Test
  void shouldSayWhatTheServiceRefuses() throws IOException {
    Path rows = Files.writeString(folder.resolve("rows.ndjson"), "{}\n", StandardCharsets.UTF_8);
    stub.problem(
        "POST /v1/accounts/demo/prices",
        400,
        "{\"title\": \"The mapping cannot be used\", \"detail\": \"line 1: there is no format 'jsn'\"}");

    assertThat(plan(rows)).isEqualTo(6);
    assertThat(terminal.err()).contains("line 1: there is no format 'jsn'");
  }
}

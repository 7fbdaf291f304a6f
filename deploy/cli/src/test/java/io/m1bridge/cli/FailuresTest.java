package io.m1bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong is told by exit code, and says what to do. */
class FailuresTest {

  private final StubService stub;
  private final Terminal terminal;

  FailuresTest() throws IOException {
    stub = new StubService();
    terminal = Terminal.at(stub);
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  @ParameterizedTest
  @CsvSource({"400, 6", "403, 4", "404, 3", "409, 6", "500, 1", "502, 5", "503, 5"})
  void shouldTellStatusesApart(int status, int exitCode) {
    stub.problem(
        "GET /v1/accounts/demo/queue",
        status,
        "{\"title\": \"It is so\", \"detail\": \"This time\", \"advice\": \"Do that\"}");

    assertThat(terminal.run("queue", "demo")).isEqualTo(exitCode);

    assertThat(terminal.err().lines())
        .containsExactly("m1bridge: contact-sync: It is so. This time", "What to do: Do that");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void shouldSayWhichTokenIsMissing() {
    stub.problem("GET /v1/accounts/demo/queue", 401, "{\"title\": \"Not signed in\"}")
        .problem("GET /v1/accounts", 401, "{\"title\": \"Unauthorized\"}");

    assertThat(terminal.run("queue", "demo")).isEqualTo(4);
    assertThat(terminal.err()).contains("Not signed in", "M1BRIDGE_UI_TOKEN");
    assertThat(terminal.err()).doesNotContain(Terminal.TOKEN);
    assertThat(terminal.run("accounts")).isEqualTo(4);
    assertThat(terminal.err()).contains("--caller-token-file");
  }

  @Test
  void shouldNotCallUndoneWhatTimedOut() {
    stub.late(Duration.ofMinutes(1));

    assertThat(terminal.run("pause", "demo", "--timeout", "1")).isEqualTo(5);
    assertThat(terminal.err())
        .contains("has not answered within 1 seconds", "Nobody can tell whether it was done");
    assertThat(terminal.run("queue", "demo", "--timeout", "1")).isEqualTo(5);
    assertThat(terminal.err()).contains("--timeout");
  }

  @Test
  void shouldSayThatNobodyAnswers() {
    String url = stub.url();
    stub.close();

    assertThat(terminal.run("queue")).isEqualTo(5);
    assertThat(terminal.err()).contains("contact-sync does not answer at " + url, "--help");
  }

  @Test
  void shouldNotTakeAnotherServersPageForAnAnswer() {
    stub.on("GET /v1/sums", 200, "text/html", "<html>hello</html>")
        .on("GET /v1/campaigns", 502, "text/html", "<html>bad gateway</html>");

    assertThat(terminal.run("queue")).isEqualTo(1);
    assertThat(terminal.err()).contains("is not contact-sync");
    assertThat(terminal.run("campaigns")).isEqualTo(5);
    assertThat(terminal.err()).contains("edm-event: HTTP 502");
  }

  @Test
  void shouldNotFollowRedirectsWithATokenInHand() {
    stub.on("GET /v1/campaigns", 302, "text/plain", "").json("GET /elsewhere", "[]");

    assertThat(terminal.run("campaigns")).isEqualTo(1);
    assertThat(stub.asked()).hasSize(1);
  }

  @Test
  void shouldNotSendTokensReadableToOtherMachines() {
    assertThat(terminal.run("queue", "demo", "--contact-sync-url", "http://bridge.example:8082"))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("--contact-sync-url is plain http", "--allow-insecure");
    assertThat(terminal.run("queue", "--contact-sync-url", "ftp://bridge.example")).isEqualTo(2);
  }

  @Test
  void shouldNameTheSettingThatIsWrong(@TempDir Path folder) throws IOException {
    Path broken = Files.writeString(folder.resolve("token"), "two words");

    assertThat(terminal.run("queue", "--token-file", folder.resolve("none").toString()))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("--token-file", "cannot be read");
    assertThat(terminal.run("queue", "--token-file", broken.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("other characters").doesNotContain("two words");
    assertThat(terminal.run("queue", "--timeout", "0")).isEqualTo(2);
    assertThat(terminal.with("M1BRIDGE_CONTACT_SYNC_URL", "no address").run("queue")).isEqualTo(2);
    assertThat(terminal.err()).contains("M1BRIDGE_CONTACT_SYNC_URL");
    assertThat(terminal.run("queues")).isEqualTo(2);
  }

  @Test
  void shouldReadTheTokenFromItsFileFirst(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "of-the-file\n");
    stub.json("GET /v1/sums", "{}");

    assertThat(terminal.with("M1BRIDGE_UI_TOKEN_FILE", file.toString()).run("queue")).isZero();

    assertThat(stub.asked().get(0).authorization()).isEqualTo("token of-the-file");
  }
}

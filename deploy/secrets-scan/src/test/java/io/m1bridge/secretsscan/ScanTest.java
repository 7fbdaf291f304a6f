package io.m1bridge.secretsscan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkout with leaks, and one without. */
class ScanTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef1767225600000";
  private static final String JWT =
      "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJlLXNpZ25hdHVyZQ";
  private static final String KEY = "GiBsb29rcyBsaWtlIGEga2V5";

  @TempDir private Path checkout;

  @Test
  void shouldFindEverySecretWhereverItStandsAndNeverRepeatIt() throws Exception {
    secrets();
    write("service/target/it-1/token-a.log", "fine\nGET /x, got " + TOKEN + "\n");
    write("service/target/surefire-reports/TEST-x.xml", "<out>Bearer " + JWT + "</out>");
    write("service/target/failsafe-reports/x-output.txt", "signed by " + JWT.substring(37));
    write("service/target/test-kafka/kafka-1.log", "key " + KEY);
    write("service/target/run-it/stderr", "a%2Fb%2Bc%2Fd%2Be%2Ff%2Bg");

    Scan scan = Scan.of(checkout);

    assertThat(scan.findings())
        .containsExactlyInAnyOrder(
            "service/target/it-1/token-a.log:2: a secret: access-token",
            "service/target/surefire-reports/TEST-x.xml:1: a secret: caller-jwt",
            "service/target/failsafe-reports/x-output.txt:1: a secret: caller-jwt",
            "service/target/test-kafka/kafka-1.log:1: a secret: keyset",
            "service/target/run-it/stderr:1: a secret: client-secret")
        .noneMatch(finding -> finding.contains(TOKEN));
    assertThat(scan.secrets().toString()).doesNotContain(TOKEN, KEY);
  }

  @Test
  void shouldFindUrlsWithSecretsAndAddressesOfPeople() throws Exception {
    secrets();
    write(
        "service/target/it-1/service.log",
        """
        POST http://m1.example/v2/contact/all?token=unknownUnknown
        GET /cb?x=1&code=unknownUnknown
        contact li.mei@mail.example.com rejected
        """);
    write("service/target/surefire-reports/TEST-y.xml", "<testcase name=\"a@b.example.com\"/>");
    assertThat(Scan.of(checkout).findings())
        .containsExactly(
            "service/target/it-1/service.log:1: a URL with a secret in it",
            "service/target/it-1/service.log:2: a URL with a secret in it",
            "service/target/it-1/service.log:3: an email address");
  }

  @Test
  void shouldLeaveAloneWhatIsNoSecretAndWhatIsNoLog() throws Exception {
    secrets();
    write(
        "service/target/run-it/stdout",
        "Sign in: http://127.0.0.1:8081/?token=ui-token-of-the-run");
    write("service/target/it-1/service.log", TOKEN.substring(1) + " Object@1f2e3d4c token=none\n");
    write("service/target/test-kafka/data/state-0/00000000000000000000.log", TOKEN);
    write("service/target/classes/x.log", TOKEN);
    write("service/src/test/x.log", TOKEN);
    write("service/notes.log", TOKEN);
    Scan scan = Scan.of(checkout);
    assertThat(scan.findings()).isEmpty();
    assertThat(scan.files()).hasSize(2);
  }

  @Test
  void shouldFindAmongManyAtEveryPosition() {
    Map<String, String> kinds = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      kinds.put("secret-number-" + i, "kind" + i % 3);
    }
    SecretIndex index = new SecretIndex(kinds);
    assertThat(index.find("secret-number-0")).containsExactly("kind0");
    assertThat(index.find("xsecret-number-4;secret-number-5")).contains("kind1", "kind2");
    assertThat(index.find("secret-number-")).isEmpty();
    assertThat(index.find("")).isEmpty();
  }

  private void secrets() throws Exception {
    write(
        "service/target/secrets-used/17.secrets",
        "access-token\t"
            + TOKEN
            + "\n"
            + "caller-jwt\t"
            + JWT
            + "\n"
            + "keyset\t{\"key\":[{\"keyData\":{\"value\":\""
            + KEY
            + "\"}}]}\n"
            + "client-secret\tdemo\nclient-secret\ta/b+c/d+e/f+g\n"
            + "ui-token\tui-token-of-the-run\n");
  }

  private void write(String file, String content) throws Exception {
    Path path = checkout.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}

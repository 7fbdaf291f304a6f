package io.m1bridge.secretsscan;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.secretsscan.LogFile.Kind;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Runs last, over what {@code ./mvnw verify} has left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsScanIT {

  /** So many different ones of each kind a build uses at least; about half of what it is. */
  private static final Map<String, Integer> AT_LEAST =
      Map.of(
          "access-token", 25,
          "refresh-token", 25,
          "code", 6,
          "client-secret", 5,
          "caller-jwt", 20,
          "keyset", 2,
          "ui-token", 2);

  private Scan scan;

  @BeforeAll
  void scan() throws Exception {
    long began = System.nanoTime();
    scan = Scan.of(Path.of(System.getProperty("m1bridge.checkout")).toAbsolutePath());
    System.out.printf(
        "%d files, %d MB, secrets: %s in %d ms%n",
        scan.files().size(),
        scan.bytes() / 1_000_000,
        scan.secrets(),
        (System.nanoTime() - began) / 1_000_000);
  }

  @Test
  void shouldFindNoSecretInAnythingThatWasLogged() {
    assertThat(scan.findings())
        .as("secrets and personal data in logs (of an earlier build? ./mvnw clean)")
        .isEmpty();
  }

  /** A scan of nothing finds nothing. */
  @Test
  void shouldHaveHadSomethingToFindAndSomethingToLookAt() {
    SoftAssertions.assertSoftly(
        softly -> {
          AT_LEAST.forEach(
              (kind, count) ->
                  softly
                      .assertThat(scan.secrets().count(kind))
                      .as("secrets of kind " + kind + "; run ./mvnw verify for all modules")
                      .isGreaterThanOrEqualTo(count));
          for (String module :
              new String[] {
                "m1-client",
                "m1-simulator",
                "account-access",
                "kafka-support",
                "common/ui",
                "testkit",
                "token-service",
                "contact-sync-service",
                "edm-event-service",
                "deploy/local"
              }) {
            softly
                .assertThat(scan.count(Kind.REPORT, module + "/target/", ".xml"))
                .as("test reports of " + module)
                .isPositive();
          }
          for (String process :
              new String[] {"token-service/target/it-", "/m1-simulator.log", "/kafka-1.log"}) {
            processLogged(softly, process);
          }
          softly.assertThat(scan.bytes()).as("bytes of logs").isGreaterThan(1_000_000);
        });
  }

  /** As slow as the tests that leave these. */
  @Tag("slow")
  @Test
  void shouldHaveLookedAtWholeServicesAndAtARun() {
    SoftAssertions.assertSoftly(
        softly -> {
          for (String process :
              new String[] {
                "contact-sync-service/target/contact-sync-service-",
                "edm-event-service/target/edm-service-",
                "deploy/local/target/run-it-"
              }) {
            processLogged(softly, process);
          }
          softly.assertThat(scan.count(Kind.TERMINAL, "run-it-")).isPositive();
        });
  }

  private void processLogged(SoftAssertions softly, String process) {
    softly
        .assertThat(scan.count(Kind.PROCESS, process))
        .as("logs of processes: " + process)
        .isPositive();
  }
}

package io.m1bridge.systemtests.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.TopicSpec;
import io.m1bridge.contracts.Topics;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.TlsKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A service signs in by SCRAM over mutual TLS. Where its password or the broker's certificate is
 * good no longer, each of its applications says so once, it is not ready, stays alive, and goes on
 * by itself.
 */
@Tag("slow")
class LoginIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PASSWORD = "p4ssword-of-a-service";
  private static final String LOGIN = "does not let User:%s in by SCRAM-SHA-512";
  private static final String CERTIFICATE = "The certificate of Kafka";

  @TempDir private Path directory;
  private LocalProcesses processes;
  private TlsKafka kafka;

  @BeforeEach
  void startKafka() throws Exception {
    processes = LocalProcesses.in(directory);
    kafka = TlsKafka.start(processes, directory.resolve("tls"));
    TopicSpec accounts = Topics.ACCOUNTS;
    kafka
        .admin()
        .createTopics(
            List.of(
                new NewTopic(accounts.name(), accounts.partitions(), (short) 1)
                    .configs(accounts.config())))
        .all()
        .get();
  }

  @AfterEach
  void stop() {
    kafka.close();
    processes.close();
  }

  @ParameterizedTest
  @CsvSource({"token-service, 1", "edm-event-service, 2"})
  void shouldSayOnceThatItIsNotLetInAndGoOnByItself(String name, int applications)
      throws Exception {
    // given
    String refused = LOGIN.formatted(name);
    kafka.password(name, "not-the-one-of-the-service");
    GuardedService service =
        GuardedService.start(processes, kafka.connection(name, PASSWORD), name, PATIENCE);
    assertDown(service, refused);
    kafka.password(name, PASSWORD);
    assertReady(service);

    // when
    kafka.password(name, "not-the-one-of-the-service");

    // then
    assertDown(service, refused);
    kafka.password(name, PASSWORD);
    assertReady(service);
    kafka.expired(true);
    assertDown(service, CERTIFICATE);
    kafka.expired(false);
    assertReady(service);
    assertThat(lines(service, refused))
        .as("at the start, later")
        .hasSizeBetween(2, 2 * applications);
    assertThat(lines(service, CERTIFICATE)).hasSizeBetween(1, applications);
    assertThat(lines(service, "failed authentication"))
        .as("by Kafka's clients: at the start, later, of the certificate")
        .hasSizeLessThanOrEqualTo(1 + 2 * applications);
    assertThat(lines(service, " ERROR ", " WARN ")).as("all that sounds bad").hasSizeLessThan(40);
    assertThat(lines(service, PASSWORD)).isEmpty();
  }

  private static List<String> lines(GuardedService service, String... parts) throws IOException {
    return Files.readAllLines(service.process().logFile()).stream()
        .filter(line -> Stream.of(parts).anyMatch(line::contains))
        .toList();
  }

  /** Twice: a moment later it has not taken itself for dead. */
  private static void assertDown(GuardedService service, String reason)
      throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      assertThat(service.awaitDown(List.of(reason)))
          .matches(last -> last.isDown(List.of(reason)), reason);
      assertThat(service.isDead()).isFalse();
    }
  }

  private static void assertReady(GuardedService service) throws InterruptedException {
    assertThat(service.awaitReady()).matches(GuardedService.Readiness::isReady, "ready");
  }
}

package io.m1bridge.contactsync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m1bridge.contactsync.task.RoutedBacklog;
import io.m1bridge.contracts.AccountPartitioner;
import io.m1bridge.contracts.Topics;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.StubTokenService;
import io.m1bridge.testkit.process.KafkaExtension;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Kafka Streams reads the record with the oldest stamp first: with 400,000 changes waiting before a
 * task, its new intents stood behind them all, and not one call was made while they were read,
 * neither for their account nor for any other of the partition.
 */
@Tag("slow")
class BacklogIT {

  @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(1);

  private static final int CONTACTS = 8_000;

  /** Changes of each contact: reading them all takes several times as long as a first call. */
  private static final int CHANGES_EACH = 8;

  /** Of the other account: too few for a full call. */
  private static final int OTHERS = 20;

  private static final String OTHER = inThePartitionOf(SyncWorld.ACCOUNT);

  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final Duration SETTLE_WITHIN = Duration.ofSeconds(180);

  private final SyncWorld world = new SyncWorld(KAFKA);

  private static String inThePartitionOf(String account) {
    int partitions = Topics.ACCOUNTS.partitions();
    return IntStream.iterate(1, i -> i + 1)
        .mapToObj(i -> "other" + i)
        .filter(
            other ->
                AccountPartitioner.partition(other, partitions)
                    == AccountPartitioner.partition(account, partitions))
        .findFirst()
        .orElseThrow();
  }

  @AfterEach
  void leaveTheSimulatorAsItWas() throws Exception {
    world.control("POST", "/reset", "");
  }

  @Test
  void shouldCallM1ForEveryAccountWhileTheBacklogOfOneIsStillBeingRead() throws Exception {
    String token = world.begin();
    String otherToken = world.beginOther(OTHER);
    Path target = Files.createDirectories(Path.of("target"));
    try (StubTokenService tokenService =
            new StubTokenService(token, SyncWorld.PERMIT_VALIDITY).with(OTHER, otherToken);
        LocalProcesses processes =
            LocalProcesses.in(Files.createTempDirectory(target, "contact-sync-backlog-"));
        ResultReader results = new ResultReader(KAFKA.connection())) {
      CrmFeed crm = new CrmFeed(KAFKA.connection(), SyncWorld.ACCOUNT, CONTACTS, results.promise());
      CrmFeed others = new CrmFeed(KAFKA.connection(), OTHER, OTHERS, results.promise());
      crm.make(CONTACTS);
      others.make(OTHERS);
      for (int round = 1; round < CHANGES_EACH; round++) {
        crm.make(CONTACTS);
      }
      RoutedBacklog.route(KAFKA.connection());
      int port = FreePort.find();
      int management = FreePort.find();
      ServiceProcess service =
          processes.start(
              world
                  .command(processes.directory(), tokenService, port, management)
                  // What the other account sent is old as well: it leaves after this silence.
                  .withEnv("M1BRIDGE_CONTACT_SYNC_BACKLOG_SILENCE", "500ms"));
      service.awaitReady(
          URI.create("http://127.0.0.1:" + management + "/q/health/ready"), START_WITHIN);

      long accepted = acceptedAtTheFirstCall(port, SyncWorld.ACCOUNT);
      long acceptedForOther = acceptedAtTheFirstCall(port, OTHER);
      await().atMost(SETTLE_WITHIN).until(() -> results.promise().state().complete());

      assertThat(accepted)
          .as("changes read when M1 was called first")
          .isBetween(1L, (long) CONTACTS * CHANGES_EACH - 1);
      assertThat(acceptedForOther)
          .as("changes read when M1 was called for the other account")
          .isBetween(1L, (long) CONTACTS * CHANGES_EACH - 1);
      assertThat(world.mismatches(crm.truth())).isEmpty();
      assertThat(world.mismatches(OTHER, others.truth())).isEmpty();
      assertThat(service.terminate(Duration.ofSeconds(15))).as("stops by itself").isTrue();
    }
  }

  /** How many changes the service has read when M1 is first asked to add. */
  private long acceptedAtTheFirstCall(int port, String account) {
    return await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(SETTLE_WITHIN)
        .until(
            () -> {
              boolean called =
                  world
                      .control("GET", "/accounts/" + account + "/calls/summary", "")
                      .path("byPath")
                      .has("/contact/add");
              return called ? world.status(port).path("accepted").asLong() : -1;
            },
            accepted -> accepted > 0);
  }
}

package io.m1bridge.contactsync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m1bridge.contactsync.task.RoutedBacklog;
import io.m1bridge.process.FreePort;
import io.m1bridge.process.LocalProcesses;
import io.m1bridge.process.ServiceProcess;
import io.m1bridge.process.http.StubTokenService;
import io.m1bridge.testkit.process.KafkaExtension;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A first start with changes that wait, and with many suppressions: Kafka Streams goes on with
 * changes while it fetches suppressions, and people who had unsubscribed were added.
 */
@Tag("slow")
class SuppressionsFirstIT {

  @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(1);

  private static final int CONTACTS = 2_000;
  private static final int SUPPRESSED = 50;
  private static final int OTHERS_SUPPRESSED = 150_000;

  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final Duration SETTLE_WITHIN = Duration.ofSeconds(180);

  private final SyncWorld world = new SyncWorld(KAFKA);

  @AfterEach
  void leaveTheSimulatorAsItWas() throws Exception {
    world.control("POST", "/reset", "");
  }

  @Test
  void shouldAddNobodyWhoHadUnsubscribedBefore() throws Exception {
    String token = world.begin();
    Path target = Files.createDirectories(Path.of("target"));
    try (StubTokenService tokenService = new StubTokenService(token, SyncWorld.PERMIT_VALIDITY);
        LocalProcesses processes =
            LocalProcesses.in(Files.createTempDirectory(target, "contact-sync-suppressions-"));
        ResultReader results = new ResultReader(KAFKA.connection())) {
      CrmFeed crm = new CrmFeed(KAFKA.connection(), SyncWorld.ACCOUNT, CONTACTS, results.promise());
      crm.make(CONTACTS);
      RoutedBacklog.route(KAFKA.connection());
      List<String> suppressed = crm.truth().keySet().stream().limit(SUPPRESSED).toList();
      Stream<String> others =
          IntStream.range(0, OTHERS_SUPPRESSED).mapToObj(i -> "other" + i + "@example.com");
      world.suppress(Stream.concat(others, suppressed.stream()).toList());
      int management = FreePort.find();
      ServiceProcess service =
          processes.start(
              world.command(processes.directory(), tokenService, FreePort.find(), management));
      service.awaitReady(
          URI.create("http://127.0.0.1:" + management + "/q/health/ready"), START_WITHIN);

      await().atMost(SETTLE_WITHIN).until(() -> results.promise().state().complete());

      Map<String, Map<String, String>> wanted = new TreeMap<>(crm.truth());
      wanted.keySet().removeAll(suppressed);
      assertThat(world.mismatches(wanted)).isEmpty();
      assertThat(service.terminate(Duration.ofSeconds(15))).as("stops by itself").isTrue();
    }
  }
}

package io.m1bridge.systemtests.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.process.LocalProcesses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short way through the system test {@code acls}. */
@Tag("slow")
class AclsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;
  private LocalProcesses processes;
  private GuardedKafka kafka;

  @BeforeEach
  void startKafka() throws Exception {
    processes = LocalProcesses.in(directory);
    kafka = GuardedKafka.start(processes);
  }

  @AfterEach
  void stop() {
    kafka.close();
    processes.close();
  }

  @Test
  void shouldNameARightThatIsMissingAtTheStartAndOneThatIsTakenAwayLater() throws Exception {
    // given
    List<AclBinding> all = AclFile.of("edm-event-service", "edm-event-service");
    AclBinding group = one(all, ResourceType.GROUP);
    AclBinding transactions = one(all, ResourceType.TRANSACTIONAL_ID);
    AclBinding tables =
        all.stream()
            .filter(right -> right.pattern().name().startsWith("edm-event-tables"))
            .findFirst()
            .get();
    kafka.grant(all);
    kafka.takeAway(group);

    // when
    GuardedService service =
        GuardedService.start(
            processes, kafka.connection("edm-event-service"), "edm-event-service", PATIENCE);

    // then
    assertNamed(service, group);
    kafka.grant(List.of(group));
    assertReady(service);
    kafka.takeAway(transactions);
    assertNamed(service, transactions);
    kafka.grant(List.of(transactions));
    assertReady(service);
    kafka.takeAway(tables);
    assertNamed(service, tables);
    kafka.grant(List.of(tables));
    assertReady(service);
  }

  /**
   * Its group is asked for before it begins to read; commands come by REST, and settings of
   * internal topics are looked at when somebody was forgotten: no topology tells of these.
   */
  @Test
  void shouldNameWhatContactSyncNeedsBesideItsTopology() throws Exception {
    // given
    List<AclBinding> all = AclFile.of("contact-sync-service", "contact-sync-service");
    AclBinding group = one(all, ResourceType.GROUP);
    AclBinding commands = topic(all, "contact-sync.commands", AclOperation.WRITE);
    AclBinding settings = topic(all, "contact-sync-", AclOperation.DESCRIBE_CONFIGS);
    kafka.grant(all);
    kafka.takeAway(group);

    // when
    GuardedService service =
        GuardedService.start(
            processes, kafka.connection("contact-sync-service"), "contact-sync-service", PATIENCE);

    // then
    assertNamed(service, group);
    kafka.grant(List.of(group));
    assertReady(service);
    for (AclBinding right : List.of(commands, settings)) {
      kafka.takeAway(right);
      assertNamed(service, right);
      kafka.grant(List.of(right));
      assertReady(service);
    }
  }

  private static AclBinding topic(List<AclBinding> all, String name, AclOperation operation) {
    return all.stream()
        .filter(right -> right.pattern().name().equals(name))
        .filter(right -> right.entry().operation() == operation)
        .findFirst()
        .get();
  }

  private static AclBinding one(List<AclBinding> all, ResourceType type) {
    return all.stream().filter(right -> right.pattern().resourceType() == type).findFirst().get();
  }

  private static void assertNamed(GuardedService service, AclBinding right)
      throws InterruptedException {
    List<String> messages = AclFile.messages(right);
    assertThat(service.awaitDown(messages))
        .matches(last -> last.isDown(messages), messages.toString());
  }

  private static void assertReady(GuardedService service) throws InterruptedException {
    assertThat(service.awaitReady()).matches(GuardedService.Readiness::isReady, "ready");
  }
}

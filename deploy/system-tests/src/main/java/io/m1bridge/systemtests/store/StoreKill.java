package io.m1bridge.systemtests.store;

import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.SimulatorProcess;
import io.m1bridge.systemtests.Round;
import io.m1bridge.systemtests.SystemTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * contact-sync-service and edm-event-service die by SIGKILL inside open transactions whose writes
 * RocksDB has flushed already, and are started again with nothing to process: their stores must be
 * what their changelogs hold committed. Kafka Streams 4.1.2 kept what was never committed
 * (KAFKA-20685); offsets and output were right, so nothing else shows it.
 */
public final class StoreKill implements SystemTest {

  private static final int KILLS_PER_SERVICE = 5;

  /** A kill that met no open transaction does not count and is tried again, so often at most. */
  private static final int TRIES = 3 * KILLS_PER_SERVICE;

  private static final Duration WRITES_WITHIN = Duration.ofSeconds(90);

  /** Uncommitted changelog records at the kill: far more than the small write buffers hold. */
  private static final int LEAST = 300;

  private static final int SPREAD = 1_200;

  @Override
  public String name() {
    return "store-kill";
  }

  @Override
  public String description() {
    return "SIGKILL of contact-sync and edm-event inside open transactions: stores equal their committed changelogs";
  }

  @Override
  public int defaultRounds() {
    return 5;
  }

  @Override
  public void run(Round round) throws Exception {
    KafkaCluster kafka = KafkaCluster.start(round.processes(), 1);
    SimulatorProcess m1 = SimulatorProcess.start(round.processes());
    Map<String, Object> connection = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (Admin admin = Admin.create(connection);
        EdmVictim edm = EdmVictim.start(round, kafka, m1)) {
      for (Victim victim : List.of(ContactSyncVictim.start(round, kafka), edm)) {
        kills(round, victim, new Changelogs(admin, connection, victim.service().applicationId()));
        victim.process().sigkill();
      }
    }
  }

  private static void kills(Round round, Victim victim, Changelogs changelogs) throws Exception {
    int kills = 0;
    for (int i = 0; i < TRIES && kills < KILLS_PER_SERVICE; i++) {
      if (killed(round, victim, changelogs)) {
        kills++;
      }
    }
    if (kills < KILLS_PER_SERVICE) {
      round.violation(
          "only " + kills + " kills of " + victim.process().name() + " met an open transaction");
    }
  }

  /** Returns whether the process died in an open transaction with enough in it. */
  private static boolean killed(Round round, Victim victim, Changelogs changelogs)
      throws Exception {
    long enough = LEAST + round.random().nextInt(SPREAD);
    victim.write();
    boolean reached = changelogs.awaitUncommitted(enough, WRITES_WITHIN);
    victim.process().sigkill();
    long open = changelogs.uncommitted();
    victim.holdInput();
    victim.process().restart();
    victim.service().awaitReady();
    victim.process().terminate(Duration.ofSeconds(30));
    compare(round, victim, changelogs, open);
    victim.letInput();
    victim.process().restart();
    victim.service().awaitReady();
    if (reached && open > 0) {
      round.fault("sigkill " + victim.process().name() + " in an open transaction");
    }
    return reached && open > 0;
  }

  private static void compare(Round round, Victim victim, Changelogs changelogs, long open)
      throws Exception {
    changelogs.awaitNothingOpen();
    long keys = 0;
    for (StoreFiles store : StoreFiles.below(victim.service().stateDirectory())) {
      Contents committed = changelogs.committed(store.changelog(), store.partition());
      Contents held = store.contents();
      keys += committed.size();
      held.differenceFrom(committed)
          .ifPresent(what -> round.violation(victim.process().name() + " " + store + ": " + what));
    }
    round.say(
        victim.process().name()
            + ": "
            + open
            + " records were uncommitted, stores compared with "
            + keys
            + " committed keys");
  }
}

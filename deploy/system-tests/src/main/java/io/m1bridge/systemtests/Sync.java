package io.m1bridge.systemtests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * contact-sync's guarantees with everything that may go wrong at once: {@code ./run --once
 * --hostile} with three Kafka nodes, three contact-syncs, of which for a while one is left, and two
 * token-services, against an M1 with random knobs and faults, whose tokens live for a minute and a
 * half, in a {@link Storm} with {@link M1Trouble}. The ordinary changes are a day old.
 *
 * <p>In the end M1 equals the CRM, every change has one end, and those of a contact were carried
 * out in their order. The limit of an hour at full use is looked at by the integration tests of
 * token-service.
 */
final class Sync implements SystemTest {

  private static final int KAFKA_NODES = 3;
  private static final int TOKEN_REPLICAS = 2;
  private static final int SYNC_REPLICAS = 3;
  private static final FewerReplicas SCALING =
      new FewerReplicas("contact-sync-service", SYNC_REPLICAS);

  @Override
  public String name() {
    return "sync";
  }

  @Override
  public String description() {
    return "3 Kafka nodes, 3 contact-syncs, 1, and 3 again, an odd M1; kills, freezes and stops of any of them: all right";
  }

  @Override
  public int defaultRounds() {
    return 20;
  }

  @Override
  public void run(Round round) throws Exception {
    int m1 = round.random().nextInt(1_000_000);
    AtomicBoolean scaled = new AtomicBoolean();
    Storm.over(
        round,
        options(round, m1),
        Sync::victim,
        (run, now) -> {
          M1Trouble.next(run, now);
          return scaled.getAndSet(true) ? 0 : SCALING.forAWhile(run, now);
        },
        "M1 " + m1);
  }

  private static List<String> options(Round round, int m1) throws Exception {
    RandomGenerator random = round.random();
    Path settings = round.processes().directory().resolve("m1-settings.json");
    Files.writeString(
        settings,
        """
        {"oauth":{"accessTokenLife":"PT90S","rotation":"%s"},"contacts":{"pageCap":%d}}"""
            .formatted(
                random.nextBoolean() ? "grace-period" : "until-successor-used",
                random.nextBoolean() ? 50 : 20));
    return List.of(
        "--hostile",
        "--kafka-nodes=" + KAFKA_NODES,
        "--token-service-replicas=" + TOKEN_REPLICAS,
        "--contact-sync-replicas=" + SYNC_REPLICAS,
        "--m1-seed=" + m1,
        "--m1-settings=" + settings,
        "--contacts=200",
        "--changes=2000",
        "--campaigns=1",
        "--recipients=100",
        "--timeout=1200",
        "--seed=" + random.nextInt(1_000_000));
  }

  /** Half of the time a contact-sync; else one of what it rests on. */
  private static Victim victim(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> Victim.kafkaNode(1 + random.nextInt(KAFKA_NODES), KAFKA_NODES);
      case 1 -> new Victim("token-service", 1 + random.nextInt(TOKEN_REPLICAS), TOKEN_REPLICAS);
      default ->
          new Victim("contact-sync-service", 1 + random.nextInt(SYNC_REPLICAS), SYNC_REPLICAS);
    };
  }
}

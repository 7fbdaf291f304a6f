package io.m1bridge.systemtests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * contact-sync's guarantees with everything that may go wrong at once: {@code ./run --once
 * --hostile} with three Kafka nodes, one to three contact-syncs and two token-services, against an
 * M1 with random knobs and faults, whose tokens live for a minute and a half, in a {@link Storm}.
 *
 * <p>In the end M1 equals the CRM, every change has one end. The order of a contact's changes on
 * the way, and the limit of an hour at full use, are looked at by the integration tests of
 * contact-sync and token-service.
 */
final class Sync implements SystemTest {

  private static final int KAFKA_NODES = 3;
  private static final int TOKEN_REPLICAS = 2;
  private static final int MOST_SYNC_REPLICAS = 3;

  @Override
  public String name() {
    return "sync";
  }

  @Override
  public String description() {
    return "3 Kafka nodes, 1 to 3 contact-syncs, an odd M1; kills, freezes and stops of any of them: all right";
  }

  @Override
  public int defaultRounds() {
    return 20;
  }

  @Override
  public void run(Round round) throws Exception {
    int syncs = 1 + round.random().nextInt(MOST_SYNC_REPLICAS);
    int m1 = round.random().nextInt(1_000_000);
    Storm.over(
        round,
        options(round, syncs, m1),
        random -> victim(random, syncs),
        syncs + " contact-syncs, M1 " + m1);
  }

  private static List<String> options(Round round, int syncs, int m1) throws Exception {
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
        "--contact-sync-replicas=" + syncs,
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
  private static Victim victim(RandomGenerator random, int syncs) {
    return switch (random.nextInt(4)) {
      case 0 -> Victim.kafkaNode(1 + random.nextInt(KAFKA_NODES), KAFKA_NODES);
      case 1 -> new Victim("token-service", 1 + random.nextInt(TOKEN_REPLICAS), TOKEN_REPLICAS);
      default -> new Victim("contact-sync-service", 1 + random.nextInt(syncs), syncs);
    };
  }
}

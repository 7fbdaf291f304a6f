package io.m1bridge.systemtests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * edm-event's guarantees with everything that may go wrong at once: {@code ./run --once} with three
 * Kafka nodes, one to three edm-events and two token-services, against an M1 with random knobs and
 * faults, whose tokens live for a minute and a half, while its campaigns live, in a {@link Storm}.
 *
 * <p>In the end every row of M1 was published once to a subscriber that reads what is committed, no
 * limit of calls was broken, and the derived tables say what the events come to.
 */
final class Edm implements SystemTest {

  private static final int KAFKA_NODES = 3;
  private static final int TOKEN_REPLICAS = 2;
  private static final int MOST_EDM_REPLICAS = 3;

  @Override
  public String name() {
    return "edm";
  }

  @Override
  public String description() {
    return "3 Kafka nodes, 1 to 3 edm-events, an odd M1 with living campaigns; kills, freezes and stops of any of them: all right";
  }

  @Override
  public int defaultRounds() {
    return 20;
  }

  @Override
  public void run(Round round) throws Exception {
    int edms = 1 + round.random().nextInt(MOST_EDM_REPLICAS);
    int m1 = round.random().nextInt(1_000_000);
    Storm.over(
        round,
        options(round, edms, m1),
        random -> victim(random, edms),
        Storm.Weather.FAIR,
        edms + " edm-events, M1 " + m1);
  }

  private static List<String> options(Round round, int edms, int m1) throws Exception {
    RandomGenerator random = round.random();
    Path settings = round.processes().directory().resolve("m1-settings.json");
    Files.writeString(
        settings,
        """
        {"oauth":{"accessTokenLife":"PT90S","rotation":"%s"},\
        "damage":{"lists":["engagement"],"kinds":["null-row","not-an-object"],"share":%s,"seed":%d}}"""
            .formatted(
                random.nextBoolean() ? "grace-period" : "until-successor-used",
                random.nextBoolean() ? "0" : "0.02",
                random.nextInt(1_000)));
    return List.of(
        "--kafka-nodes=" + KAFKA_NODES,
        "--token-service-replicas=" + TOKEN_REPLICAS,
        "--edm-event-replicas=" + edms,
        "--m1-seed=" + m1,
        "--m1-settings=" + settings,
        "--contacts=100",
        "--changes=200",
        "--campaigns=4",
        "--recipients=300",
        "--campaign-seconds=90",
        "--timeout=1200",
        "--seed=" + random.nextInt(1_000_000));
  }

  /** Half of the time an edm-event; else one of what it rests on. */
  private static Victim victim(RandomGenerator random, int edms) {
    return switch (random.nextInt(4)) {
      case 0 -> Victim.kafkaNode(1 + random.nextInt(KAFKA_NODES), KAFKA_NODES);
      case 1 -> new Victim("token-service", 1 + random.nextInt(TOKEN_REPLICAS), TOKEN_REPLICAS);
      default -> new Victim("edm-event-service", 1 + random.nextInt(edms), edms);
    };
  }
}

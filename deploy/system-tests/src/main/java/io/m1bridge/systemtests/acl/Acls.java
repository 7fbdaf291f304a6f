package io.m1bridge.systemtests.acl;

import io.m1bridge.systemtests.Round;
import io.m1bridge.systemtests.SystemTest;
import java.time.Duration;
import java.util.List;

/**
 * Every file of {@code deploy/kafka/acls} is sufficient and the least: each of its rights, missing
 * at the start or taken away later, is named by readiness, which is down until it is back.
 */
public final class Acls implements SystemTest {

  private static final List<String> SERVICES =
      List.of("token-service", "contact-sync-service", "edm-event-service");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "acls";
  }

  @Override
  public String description() {
    return "each right of each service missing at its start and taken away later: named by readiness, which is down until it is back";
  }

  @Override
  public int defaultRounds() {
    return 1;
  }

  @Override
  public void run(Round round) throws Exception {
    try (GuardedKafka kafka = GuardedKafka.start(round.processes())) {
      for (String service : SERVICES) {
        GuardedService started =
            GuardedService.start(round.processes(), kafka.connection(service), service, PATIENCE);
        Trial trial = new Trial(round, kafka, service, started);
        trial.grantWhatIsNamed(PATIENCE);
        trial.takeTurns();
      }
    }
  }
}

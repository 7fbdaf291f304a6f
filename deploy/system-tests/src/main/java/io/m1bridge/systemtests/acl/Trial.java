package io.m1bridge.systemtests.acl;

import io.m1bridge.systemtests.Round;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What one service says of its rights.
 *
 * @param user its principal's name
 */
record Trial(Round round, GuardedKafka kafka, String user, GuardedService service) {

  private static final Duration GRACE = Duration.ofSeconds(5);

  /** The service has no right yet: what it names is granted until it is ready. */
  void grantWhatIsNamed(Duration patience) throws Exception {
    long until = System.nanoTime() + patience.toNanos();
    TreeSet<String> kinds = new TreeSet<>();
    GuardedService.Readiness answer = service.awaitDown(List.of("may not"));
    while (!answer.isReady() && System.nanoTime() < until) {
      List<AclBinding> named = Named.in(answer.body());
      kafka.grant(named);
      named.forEach(right -> kinds.add(AclFile.kind(right)));
      answer = service.ask();
    }
    mustBeReady("after all that it named was granted: " + kinds);
    round.say(user + " named of itself: " + kinds);
  }

  /** Starts it with its file alone, then takes away one right after the other. */
  void takeTurns() throws Exception {
    List<AclBinding> file = AclFile.of(user, user);
    service.process().terminate(GRACE);
    kafka.takeAwayAllOf(user);
    kafka.grant(file);
    service.process().restart();
    mustBeReady("with its file");
    for (AclBinding right : file) {
      if (!isNeededOnlyToCreate(right)) {
        later(right);
        atTheStart(right);
      }
    }
    service.process().terminate(GRACE);
  }

  private void later(AclBinding right) throws Exception {
    round.fault("right taken away later");
    kafka.takeAway(right);
    mustName(right, "taken away later");
    kafka.grant(List.of(right));
    mustBeReady("after it was granted again: " + right);
  }

  private void atTheStart(AclBinding right) throws Exception {
    round.fault("right missing at the start");
    service.process().terminate(GRACE);
    kafka.takeAway(right);
    service.process().restart();
    mustName(right, "missing at the start");
    kafka.grant(List.of(right));
    mustBeReady("after it was granted: " + right);
  }

  /** All topics are there by now. Those that Kafka Streams makes may be missing at any time. */
  private static boolean isNeededOnlyToCreate(AclBinding right) {
    boolean internal =
        right.pattern().patternType() == PatternType.PREFIXED
            && right.pattern().name().endsWith("-");
    return right.entry().operation() == AclOperation.CREATE
        && right.pattern().resourceType() == ResourceType.TOPIC
        && !internal;
  }

  private void mustName(AclBinding right, String when) throws InterruptedException {
    List<String> messages = AclFile.messages(right);
    GuardedService.Readiness last = service.awaitDown(messages);
    if (!last.isDown(messages)) {
      round.violation(when + ", but not said: " + messages + ", last answer: " + last);
    }
  }

  private void mustBeReady(String when) throws InterruptedException {
    GuardedService.Readiness last = service.awaitReady();
    if (!last.isReady()) {
      round.violation(user + " is not ready " + when + ", last answer: " + last);
    }
  }
}

package io.m1bridge.token.brake;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.Ownership;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about the brake, while this replica holds it. A new holder begins nothing until
 * the others had time to say what is under way at them, and what they know of an outage.
 */
final class BrakeDesk {

  private final Brake brake;
  private final Clock clock;
  private final Duration settles;
  private final Map<String, Long> heard = new HashMap<>();
  private @Nullable Ownership tenure;
  private Instant opens = Instant.EPOCH;

  BrakeDesk(Brake brake, Clock clock, Duration settles) {
    this.brake = brake;
    this.clock = clock;
    this.settles = settles;
  }

  /**
   * Answers as the holder.
   *
   * @param current in which this replica holds the brake
   */
  synchronized BrakeAnswer answer(BrakeQuestion question, Ownership current) {
    Instant now = clock.instant();
    if (tenure != current) {
      tenure = current;
      opens = now.plus(settles);
      heard.clear();
      brake.beginTenure(UUID.randomUUID().toString());
    }
    if (question.number() <= heard.getOrDefault(question.replica(), 0L)) {
      // Late: a newer one was answered, and this one would take back what that one said.
      return new BrakeAnswer(List.of(), brake.state());
    }
    heard.put(question.replica(), question.number());
    brake.inherit(question.known());
    return take(question, now.isBefore(opens) ? List.of() : question.due(), now);
  }

  /** Answers a question of this replica, whose holder cannot be reached. */
  synchronized BrakeAnswer alone(BrakeQuestion question) {
    return take(question, question.due(), clock.instant());
  }

  private BrakeAnswer take(BrakeQuestion question, List<AccountId> due, Instant now) {
    brake.named(question.replica(), question.underWay());
    for (Verdict verdict : question.verdicts()) {
      // By its age, for the clocks of two replicas differ.
      brake.take(verdict, now.minus(Duration.between(verdict.at(), question.asked())));
    }
    return new BrakeAnswer(brake.begin(question.replica(), due), brake.state());
  }
}

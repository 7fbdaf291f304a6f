package io.m1bridge.token.brake;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.m1bridge.token.replica.ReplicaSeal;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import java.time.Clock;
import java.util.Optional;

/** Answers what other replicas ask, as they send it. */
public final class BrakeAnswers {

  private final SharedBrake brake;
  private final ReplicaSeal<BrakeQuestion> seal;

  public BrakeAnswers(SharedBrake brake, Keyset keyset, Clock clock) {
    this.brake = brake;
    this.seal = BrakeCalls.seal(keyset, clock);
  }

  /**
   * Answers a question.
   *
   * @return JSON; empty where this replica does not hold the brake (any more)
   * @throws UnreadableSecret if no replica of this service asks
   */
  public Optional<byte[]> answer(byte[] sealed) throws UnreadableSecret, JsonProcessingException {
    Optional<BrakeAnswer> answer = brake.answer(seal.open(sealed));
    return answer.isPresent() ? Optional.of(BrakeCalls.write(answer.get())) : Optional.empty();
  }
}

package io.m1bridge.token.brake;

import io.m1bridge.token.log.Ownership;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Replicas with a brake each, of which one holds that of all, and the way between them. */
public final class BrakeNetwork {

  /** So long a new holder waits; longer than the rounds of the tests. */
  public static final Duration SETTLES = Duration.ofSeconds(11);

  public static final Duration PLACE_KEPT = Duration.ofMinutes(1);

  private final List<SharedBrake> replicas = new ArrayList<>();
  private final Set<Integer> cutOff = new HashSet<>();
  private int holder;
  private Ownership tenure = new Tenure();

  /** Questions that went from one replica to another. */
  final List<BrakeQuestion> asked = new ArrayList<>();

  /** Whether answers are lost, after the question has arrived. */
  boolean losesAnswers;

  /** The first replica is the holder. */
  public BrakeNetwork(int replicas, Clock clock, Duration settles) {
    for (int i = 0; i < replicas; i++) {
      this.replicas.add(new SharedBrake("replica-" + i, new Way(i), clock, settles, PLACE_KEPT));
    }
  }

  /** A replica that is the only one. */
  public static SharedBrake alone(Clock clock) {
    return new BrakeNetwork(1, clock, Duration.ZERO).replica(0);
  }

  public SharedBrake replica(int number) {
    return replicas.get(number);
  }

  /** The holder's partition moves to this replica. */
  public void holder(int number) {
    holder = number;
    tenure = new Tenure();
  }

  /** Whether the replica reaches the others, and they it. */
  void reaches(int number, boolean reaches) {
    if (reaches) {
      cutOff.remove(number);
    } else {
      cutOff.add(number);
    }
  }

  /** A question arrives late, or twice. */
  Optional<BrakeAnswer> arrives(BrakeQuestion question) {
    return replica(holder).answer(question);
  }

  /** Compared by identity, which a lambda need not have. */
  private static final class Tenure implements Ownership {
    @Override
    public boolean holds() {
      return true;
    }
  }

  private final class Way implements BrakeHolder {

    private final int self;

    Way(int self) {
      this.self = self;
    }

    @Override
    public Optional<Ownership> here() {
      return self == holder ? Optional.of(tenure) : Optional.empty();
    }

    @Override
    public Optional<BrakeAnswer> ask(BrakeQuestion question) {
      asked.add(question);
      if (cutOff.contains(self) || cutOff.contains(holder)) {
        return Optional.empty();
      }
      return arrives(question).filter(answer -> !losesAnswers);
    }
  }
}

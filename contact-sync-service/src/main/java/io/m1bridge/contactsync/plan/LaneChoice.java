package io.m1bridge.contactsync.plan;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which lane the next permit serves best: the one where a call settles the most contacts, weighed
 * by how long its oldest one has waited, so that none starves. Where one call takes all of a lane,
 * the order of lanes costs no call: then waiting weighs more, and lanes take turns. Equal ones go
 * in the order delete, edit, add.
 *
 * <p>Why: {@code docs/rationale.md#lanes-that-fit-into-a-call-take-turns}.
 */
public final class LaneChoice {

  private static final double DOUBLES_EVERY_SECONDS = 10;

  /** After so long, times the calls that it takes, a lane that fits into a call is worth double. */
  private static final double TURN_SECONDS = 1;

  private LaneChoice() {}

  /**
   * A lane as it stands.
   *
   * @param depth contacts in it
   * @param age of the oldest
   */
  public record Candidate(Lane lane, int depth, Duration age) {

    double worth(int maxRows) {
      double rows = Math.min(depth, maxRows);
      return rows / lane.calls(rows) * (1 + age.toMillis() / 1_000.0 / DOUBLES_EVERY_SECONDS);
    }

    /** The same where one call takes all of each lane. */
    double worth() {
      double calls = lane.calls(depth);
      double turns = age.toMillis() / 1_000.0 / (TURN_SECONDS * calls);
      return depth / calls * (1 + turns * turns);
    }
  }

  /**
   * When a batch may leave.
   *
   * @param maxAge how long a contact may wait for a full batch: zero where no more input is
   *     expected
   */
  public record Departure(int maxRows, Duration maxAge) {

    /** While input flows in, only what is full or has waited too long leaves. */
    boolean mayLeave(Candidate lane) {
      return lane.depth() > 0 && (lane.depth() >= maxRows || isOverdue(lane.age()));
    }

    /** Whether a batch that is full soon is waited for. */
    public boolean waits() {
      return !maxAge.isZero();
    }

    /** Whether the oldest has waited so long that it goes in any case. */
    public boolean isOverdue(Duration age) {
      return age.compareTo(maxAge) >= 0;
    }
  }

  /** The best lane that may leave. */
  public static Optional<Candidate> choose(List<Candidate> lanes, Departure departure) {
    int most = departure.maxRows();
    boolean fit = lanes.stream().allMatch(lane -> lane.depth() < most);
    return lanes.stream()
        .filter(departure::mayLeave)
        .max(
            Comparator.comparingDouble((Candidate lane) -> fit ? lane.worth() : lane.worth(most))
                .thenComparing(lane -> -lane.lane().ordinal()));
  }
}

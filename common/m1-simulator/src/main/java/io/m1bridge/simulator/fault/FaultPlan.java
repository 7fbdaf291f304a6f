package io.m1bridge.simulator.fault;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The faults to come. The first that matches a call is its fault; the rest wait. Thread-safe. */
public final class FaultPlan {
  /**
   * A fault with what became of it so far.
   *
   * @param id to delete it by
   * @param spec the fault
   * @param hits how many calls it hit
   * @param plannedAt epoch ms, M1's clock
   */
  public record Planned(long id, FaultSpec spec, int hits, long plannedAt) {
    boolean spent(long now) {
      Integer times = spec.times();
      Duration lasts = spec.lasts();
      return (times != null && hits >= times)
          || (lasts != null && now >= plannedAt + lasts.toMillis());
    }
  }

  private final RandomGenerator random;
  private final Clock clock;
  private final List<Planned> faults = new ArrayList<>();
  private long nextId = 1;

  /**
   * @param random decides where a fault has a probability
   * @param clock M1's
   */
  public FaultPlan(RandomGenerator random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /** Adds a fault behind those that are there. */
  public synchronized Planned add(FaultSpec spec) {
    Planned planned = new Planned(nextId++, spec, 0, clock.millis());
    faults.add(planned);
    return planned;
  }

  /**
   * The fault of a call, or null. Counts as a hit.
   *
   * @param parameters what came with the call
   */
  public synchronized @Nullable FaultSpec draw(
      String path, @Nullable String account, Map<String, String> parameters) {
    long now = clock.millis();
    for (int i = 0; i < faults.size(); i++) {
      Planned planned = faults.get(i);
      FaultSpec spec = planned.spec();
      if (!planned.spent(now)
          && spec.matches(path, account, parameters.values())
          && happens(spec.probability())) {
        faults.set(i, new Planned(planned.id(), spec, planned.hits() + 1, planned.plannedAt()));
        return spec;
      }
    }
    return null;
  }

  private boolean happens(@Nullable Double probability) {
    return probability == null || random.nextDouble() < probability;
  }

  /** All faults, spent ones included. */
  public synchronized List<Planned> list() {
    return List.copyOf(faults);
  }

  /** Removes one; false when it is not there. */
  public synchronized boolean remove(long id) {
    return faults.removeIf(planned -> planned.id() == id);
  }

  /** Removes all. */
  public synchronized void clear() {
    faults.clear();
  }
}

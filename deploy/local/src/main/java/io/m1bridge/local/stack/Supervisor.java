package io.m1bridge.local.stack;

import io.m1bridge.local.report.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Starts a service again that died. One that dies again and again within seconds has a fault that a
 * restart does not mend: then the run fails. {@link #look} is called every now and then.
 * Thread-safe.
 *
 * <p>While somebody holds it, what ended stays so: a system test has fewer replicas for a while.
 */
public final class Supervisor {
  private static final Duration SHORT_LIFE = Duration.ofSeconds(20);
  private static final int MOST_SHORT_LIVES = 3;

  private final Progress progress;
  private final Clock clock;
  private final BooleanSupplier held;
  private final List<Watched> watched = new ArrayList<>();
  private boolean stopped;
  private int restarts;

  /**
   * @param held whether nothing is started now
   */
  public Supervisor(Progress progress, Clock clock, BooleanSupplier held) {
    this.progress = progress;
    this.clock = clock;
    this.held = held;
  }

  /** Watches over this child from now on. */
  synchronized void watch(Child child) {
    watched.add(new Watched(child, clock.instant()));
  }

  /**
   * Looks after all of them once.
   *
   * @return why the run cannot go on, if it cannot
   */
  public synchronized Optional<String> look() {
    if (stopped) {
      return Optional.empty();
    }
    for (Watched one : watched) {
      if (!one.child.isAlive() && !held.getAsBoolean()) {
        Optional<String> hopeless = restart(one);
        if (hopeless.isPresent()) {
          return hopeless;
        }
      }
    }
    return Optional.empty();
  }

  /** How often a child was started again so far. */
  public synchronized int restarts() {
    return restarts;
  }

  /** From now on a child that ends was meant to. */
  public synchronized void stop() {
    stopped = true;
  }

  private Optional<String> restart(Watched one) {
    Instant now = clock.instant();
    boolean shortLife = Duration.between(one.startedAt, now).compareTo(SHORT_LIFE) < 0;
    one.shortLives = shortLife ? one.shortLives + 1 : 0;
    String ended = one.child.name() + " ended (" + one.child.obituary() + ")";
    if (one.shortLives >= MOST_SHORT_LIVES) {
      return Optional.of(
          ended
              + ", "
              + one.shortLives
              + " times within seconds of its start. The end of its log:\n"
              + one.child.lastWords());
    }
    progress.say(ended + ": starting it again");
    one.child.restart();
    restarts++;
    one.startedAt = now;
    return Optional.empty();
  }

  private static final class Watched {
    private final Child child;
    private Instant startedAt;
    private int shortLives;

    Watched(Child child, Instant startedAt) {
      this.child = child;
      this.startedAt = startedAt;
    }
  }
}

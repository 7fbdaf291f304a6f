package io.m1bridge.token;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.token.log.LoopWatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done again and again. Each step guards itself: a bug in one must end neither the other
 * steps nor the next round, else tokens would expire, and erased secrets stay, in silence. A round
 * that ends or hangs for all that is seen by {@link #areTurning}.
 */
final class Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final ScheduledExecutorService executor;
  private final LongSupplier nanoTime;
  private final List<LoopWatch> watches = new CopyOnWriteArrayList<>();

  /**
   * @param name for the log
   * @param work is given what a step that takes long calls again and again: that it goes on
   */
  record Step(String name, Consumer<Runnable> work) {}

  /**
   * @param executor for nothing else: rounds that wait for other work look as if they hung
   * @param nanoTime monotonic
   */
  Rounds(ScheduledExecutorService executor, LongSupplier nanoTime) {
    this.executor = executor;
    this.nanoTime = nanoTime;
  }

  /** Does the steps one after the other, in rounds with a pause between. */
  void every(Duration first, Duration pause, Step... steps) {
    List<Step> round = List.of(steps);
    LoopWatch watch = new LoopWatch(nanoTime, first.plus(pause));
    watches.add(watch);
    executor.scheduleWithFixedDelay(
        () -> round.forEach(step -> run(step, watch)),
        first.toMillis(),
        pause.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Whether each kind of round still takes place; true before the first. */
  boolean areTurning() {
    return watches.stream().allMatch(LoopWatch::isTurning);
  }

  /** Begins no round more, and interrupts those under way. */
  void stop() {
    executor.shutdownNow();
  }

  private static void run(Step step, LoopWatch watch) {
    watch.turned();
    try {
      step.work().accept(watch::turned);
    } catch (OutOfMemoryError | InternalError e) {
      // Nothing is sure any more in this process: no round follows, and liveness says so.
      LogLine.error(LOG)
          .with(LogKey.STEP, step.name())
          .because(e)
          .say("A step of the upkeep ends for good: this process has to be restarted");
      throw e;
    } catch (Throwable e) {
      // Also errors: a stack that overflows, or a class that is missing, costs this step alone.
      LogLine.error(LOG)
          .with(LogKey.STEP, step.name())
          .because(e)
          .say("A step of the upkeep failed; it comes again in the next round");
    }
  }
}

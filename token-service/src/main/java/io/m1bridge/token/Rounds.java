package io.m1bridge.token;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done again and again. Each step guards itself: a bug in one must end neither the other
 * steps nor the next round, else tokens would expire, and erased secrets stay, in silence.
 */
final class Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final ScheduledExecutorService executor;

  /**
   * @param name for the log
   */
  record Step(String name, Runnable work) {}

  Rounds(ScheduledExecutorService executor) {
    this.executor = executor;
  }

  /** Does the steps one after the other, in rounds with a pause between. */
  void every(Duration first, Duration pause, Step... steps) {
    List<Step> round = List.of(steps);
    executor.scheduleWithFixedDelay(
        () -> round.forEach(Rounds::run),
        first.toMillis(),
        pause.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private static void run(Step step) {
    try {
      step.work().run();
    } catch (RuntimeException e) {
      LogLine.error(LOG)
          .with(LogKey.STEP, step.name())
          .because(e)
          .say("A step of the upkeep failed; it comes again in the next round");
    }
  }
}

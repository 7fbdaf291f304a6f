package io.m1bridge.local;

import io.m1bridge.local.options.RunOptions;
import io.m1bridge.local.report.Progress;
import io.m1bridge.local.simulator.Simulator;
import io.m1bridge.local.stack.Stack;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** {@code ./run}: changes trickle, campaigns start now and then, until Ctrl-C. */
final class LivingRun {
  private static final Duration CHANGE_EVERY = Duration.ofMillis(700);
  private static final Duration CAMPAIGN_EVERY = Duration.ofMinutes(3);
  private static final Duration CAMPAIGN = Duration.ofMinutes(5);
  private static final Duration LATE = Duration.ofMinutes(1);

  private final RunOptions options;
  private final Stack stack;
  private final String runId;
  private final Clock clock;
  private final Progress progress;

  LivingRun(RunOptions options, Stack stack, String runId, Clock clock, Progress progress) {
    this.options = options;
    this.stack = stack;
    this.runId = runId;
    this.clock = clock;
    this.progress = progress;
  }

  /** Goes on until the process is told to end, or a service cannot be kept alive. */
  int run() {
    stack.startKafka();
    stack.startServices();
    try (Workload workload = new Workload(options, stack, runId, clock, progress)) {
      stack.awaitReady();
      stack.connectAccount();
      if (options.input().isPresent()) {
        workload.sendAll();
      }
      stack.pages().worthALook(stack.account()).forEach(progress::say);
      progress.say("Running. Ctrl-C stops everything.");
      try (Watch watch = new Watch(stack, workload, progress, clock)) {
        live(watch, workload);
      }
    }
    return 0;
  }

  private void live(Watch watch, Workload workload) {
    Instant nextChange = clock.instant();
    Instant nextCampaign = clock.instant();
    while (!stack.closing()) {
      Instant now = clock.instant();
      if (options.input().isEmpty() && !now.isBefore(nextChange)) {
        workload.sendNext();
        nextChange = now.plus(CHANGE_EVERY);
      }
      if (stack.simulator().isPresent() && !now.isBefore(nextCampaign)) {
        Simulator simulator = stack.simulator().get();
        workload.startCampaign(simulator, CAMPAIGN, LATE);
        nextCampaign = now.plus(CAMPAIGN_EVERY);
      }
      watch.look();
    }
  }
}

package io.m1bridge.local;

import io.m1bridge.guarantee.M1EqualsCrm.Mismatch;
import io.m1bridge.guarantee.OneTerminalResult;
import io.m1bridge.local.options.RunOptions;
import io.m1bridge.local.report.FigureTable;
import io.m1bridge.local.report.Figures;
import io.m1bridge.local.report.Progress;
import io.m1bridge.local.simulator.EngagementRow;
import io.m1bridge.local.simulator.Simulator;
import io.m1bridge.local.stack.Stack;
import io.m1bridge.local.verify.NameReading;
import io.m1bridge.local.verify.Verification;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code ./run --once}: sends, waits until all is settled, compares. */
final class FiniteRun {
  /** Some rows show so long after their date, as a share of the campaign's life. */
  private static final double LATE = 0.4;

  /** How long M1 may still differ after everything is said to be settled. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** How long nothing more may come: only then is "exactly once" more than "at least once". */
  private static final Duration QUIET = Duration.ofSeconds(2);

  private static final int MOST_SHOWN = 5;

  private final RunOptions options;
  private final Stack stack;
  private final String runId;
  private final Clock clock;
  private final Progress progress;
  private final Instant began;

  FiniteRun(RunOptions options, Stack stack, String runId, Clock clock, Progress progress) {
    this.options = options;
    this.stack = stack;
    this.runId = runId;
    this.clock = clock;
    this.progress = progress;
    this.began = clock.instant();
  }

  /** Returns the exit code. */
  int run() {
    stack.startKafka();
    stack.startServices();
    try (Workload workload = new Workload(options, stack, runId, clock, progress)) {
      // The whole backlog is there before the account can be used.
      workload.sendAll();
      progress.say(workload.ledger().state().changes() + " changes sent");
      // Before the wait: an input that has no one truth would wait in vain.
      workload.expected();
      stack.awaitReady();
      stack.connectAccount();
      Optional<Simulator> simulator = stack.simulator();
      Duration life = options.campaignLife();
      Duration late = Duration.ofMillis((long) (life.toMillis() * LATE));
      for (int i = 0; i < options.campaigns() && simulator.isPresent(); i++) {
        workload.startCampaign(simulator.get(), life, late);
      }
      try (Watch watch = new Watch(stack, workload, progress, clock)) {
        awaitSettled(watch, workload);
        return report(watch, workload);
      }
    }
  }

  private void awaitSettled(Watch watch, Workload workload) {
    Instant deadline = clock.instant().plus(options.deadline());
    @Nullable Instant settledAt = null;
    while (clock.instant().isBefore(deadline)) {
      watch.look();
      if (!watch.settled()) {
        settledAt = null;
        continue;
      }
      Instant now = clock.instant();
      settledAt = settledAt == null ? now : settledAt;
      Duration quiet = Duration.between(settledAt, now);
      if (quiet.compareTo(GRACE) >= 0
          || (quiet.compareTo(QUIET) >= 0
              && figures(verify(watch, workload), watch, workload).allRight())) {
        return;
      }
    }
    progress.say("Not settled within " + options.deadline().toSeconds() + " s");
  }

  private Verification verify(Watch watch, Workload workload) {
    try {
      return stack.simulator().isEmpty()
          ? Verification.withoutM1(watch.reader().engagement())
          : Verification.of(
              workload.expected(),
              watch.reader().engagement(),
              stack.simulator().get(),
              options.hostile() ? NameReading.AS_M1_MAY_KEEP_THEM : NameReading.AS_SENT);
    } catch (IOException e) {
      throw new IllegalStateException("The simulator does not answer", e);
    }
  }

  private Figures figures(Verification verification, Watch watch, Workload workload) {
    OneTerminalResult.State state = workload.ledger().state();
    return new Figures(
        workload.contacts(),
        state.changes(),
        verification.calls().contact(),
        stack.simulator().isEmpty(),
        verification.mismatches().size(),
        state.unsettled(),
        state.deadLetters(),
        verification.rows(),
        verification.engagement().lost(),
        verification.engagement().duplicated(),
        watch.reader().tables().wrong(),
        watch.reader().outOfOrder(),
        verification.calls().overLimit(),
        stack.restarts(),
        Duration.between(began, clock.instant()).toSeconds());
  }

  private int report(Watch watch, Workload workload) {
    Verification verification = verify(watch, workload);
    Figures figures = figures(verification, watch, workload);
    OneTerminalResult.State state = workload.ledger().state();
    progress.say(watch.line());
    progress.say(
        FigureTable.of(
            figures,
            verification.calls().edm(),
            verification.calls().limit(),
            watch.mostResidentBytes()));
    if (stack.simulator().isEmpty()) {
      progress.say("Not compared: only a simulator tells what M1 holds.");
    }
    verification.mismatches().stream()
        .limit(MOST_SHOWN)
        .forEach(mismatch -> progress.say(describe(mismatch)));
    verification.differentRows().entrySet().stream()
        .limit(MOST_SHOWN)
        .forEach(row -> progress.say(describe(row.getKey(), row.getValue())));
    if (state.unsettled() > 0) {
      progress.say(
          "Changes: "
              + state.pending()
              + " without an end ("
              + state.parked()
              + " of them parked), "
              + state.doubled()
              + " with two results, "
              + state.wrong()
              + " with the wrong end");
    }
    workload
        .ledger()
        .wrongReasons()
        .forEach((what, times) -> progress.say("Reason " + what + ": " + times + " times"));
    progress.say(verdict(figures));
    if (options.json()) {
      System.out.println(figures.json());
    }
    return figures.allRight() ? 0 : 1;
  }

  private static String verdict(Figures figures) {
    if (!figures.allRight()) {
      return "NOT all right: see above, and the logs.";
    }
    return figures.notCompared()
        ? "All changes settled. Look at M1 whether it has the contacts."
        : "All right.";
  }

  private String describe(EngagementRow row, long missing) {
    String what = options.verbose() ? row.inFull() : row + " (--verbose names it)";
    return missing > 0
        ? "Lost " + missing + " times: " + what
        : "Published " + -missing + " times too often: " + what;
  }

  private String describe(Mismatch mismatch) {
    String whose = options.verbose() ? mismatch.email() : "a contact (--verbose names it)";
    return "Differs: " + whose + ": " + String.join(", ", mismatch.differences());
  }
}

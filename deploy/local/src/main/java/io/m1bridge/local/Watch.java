package io.m1bridge.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.guarantee.OneTerminalResult;
import io.m1bridge.local.report.Progress;
import io.m1bridge.local.simulator.Simulator;
import io.m1bridge.local.stack.Stack;
import io.m1bridge.local.verify.OutputReader;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Looks after a run that goes on: dead processes are started again, what the services publish is
 * read, and the numbers for the line of progress are kept. One thread.
 */
final class Watch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ASK_EVERY = Duration.ofSeconds(1);

  private final Stack stack;
  private final Workload workload;
  private final OneTerminalResult ledger;
  private final OutputReader reader;
  private final Progress progress;
  private final Clock clock;
  private Instant nextQuestion = Instant.MIN;
  private Simulator.Calls calls = new Simulator.Calls(0, 0, 0, 0, 0);
  private Simulator.CampaignState campaigns = new Simulator.CampaignState(0, 0);
  private OneTerminalResult.State state;
  private @Nullable JsonNode told;
  private long mostResidentBytes;

  Watch(Stack stack, Workload workload, Progress progress, Clock clock) {
    this.stack = stack;
    this.workload = workload;
    this.ledger = workload.ledger();
    this.reader = stack.outputs(ledger);
    this.progress = progress;
    this.clock = clock;
    this.state = ledger.state();
  }

  /** Looks once, for a fraction of a second, and shows where the run stands. */
  void look() {
    stack.lookAfterProcesses();
    reader.poll(POLL);
    if (!clock.instant().isBefore(nextQuestion)) {
      nextQuestion = clock.instant().plus(ASK_EVERY);
      state = ledger.state();
      mostResidentBytes = Math.max(mostResidentBytes, stack.residentBytes());
      stack.simulator().ifPresent(this::ask);
      if (workload.unjudged() > 0) {
        askContactSync();
      }
    }
    if (!stack.closing()) {
      progress.state(line());
    }
  }

  private void ask(Simulator simulator) {
    try {
      calls = simulator.calls();
      campaigns = simulator.campaigns();
    } catch (IOException e) {
      throw new IllegalStateException("The simulator does not answer", e);
    }
  }

  private void askContactSync() {
    try {
      told = stack.syncStatus();
    } catch (IOException e) {
      told = null; // The line says so.
    }
  }

  /** Whether everything that there is to do seems done. */
  boolean settled() {
    return ledger.state().complete()
        && campaigns.visible() == campaigns.rows()
        && reader.engagement().size() >= campaigns.rows()
        && reader.tables().wrong() == 0;
  }

  /** One line about where it stands. */
  String line() {
    String engagement = "engagement " + reader.engagement().size();
    if (stack.simulator().isEmpty()) {
      return changes() + " | " + engagement;
    }
    return changes()
        + " | calls "
        + (calls.contact() + calls.edm())
        + " used, "
        + calls.left()
        + " left | "
        + engagement
        + " of "
        + campaigns.visible()
        + " published, "
        + (campaigns.rows() - campaigns.visible())
        + " to come";
  }

  /** What a mapping makes of records only contact-sync can tell. */
  private String records(@Nullable JsonNode status) {
    String sent = "records " + workload.unjudged() + " in";
    return status == null
        ? sent + " | contact-sync does not answer now"
        : "%s | %d accepted, %d settled, %d pending, %d dead letters"
            .formatted(
                sent,
                status.path("accepted").asLong(),
                status.path("settled").asLong(),
                status.path("pending").asLong(),
                status.path("deadLetters").asLong());
  }

  private String changes() {
    if (workload.unjudged() > 0) {
      return records(told);
    }
    return "changes "
        + state.changes()
        + " in, "
        + state.settled()
        + " settled, "
        + state.pending()
        + " pending"
        + (state.parked() == 0 ? "" : " (" + state.parked() + " parked)");
  }

  OutputReader reader() {
    return reader;
  }

  /** The most memory that all processes had together, in bytes. */
  long mostResidentBytes() {
    return mostResidentBytes;
  }

  @Override
  public void close() {
    reader.close();
  }
}

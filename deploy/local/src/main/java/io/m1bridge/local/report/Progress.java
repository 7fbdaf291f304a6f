package io.m1bridge.local.report;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Says what goes on: whole lines, and one line of state, refreshed in place on a terminal and
 * printed anew every few seconds elsewhere. Thread-safe.
 */
public final class Progress {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final Clock clock;
  private Instant lastLine = Instant.MIN;
  private boolean stateShown;

  /**
   * @param terminal whether {@code out} is one
   */
  public Progress(PrintStream out, boolean terminal, Clock clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
  }

  /** Prints a line that stays. */
  public synchronized void say(String line) {
    if (stateShown) {
      out.print(CLEAR);
      stateShown = false;
    }
    out.println(line);
    out.flush();
  }

  /** Shows how far it is now. */
  public synchronized void state(String line) {
    if (terminal) {
      out.print(CLEAR + line);
      out.flush();
      stateShown = true;
    } else if (!clock.instant().isBefore(later())) {
      lastLine = clock.instant();
      out.println(line);
      out.flush();
    }
  }

  private Instant later() {
    return lastLine.equals(Instant.MIN) ? lastLine : lastLine.plus(EVERY);
  }
}

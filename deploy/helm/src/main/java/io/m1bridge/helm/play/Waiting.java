package io.m1bridge.helm.play;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for what a running system will do. */
final class Waiting {

  private static final long PAUSE_MILLIS = 500;

  private Waiting() {}

  /** A look at something; what it throws means that it is not there yet. */
  @FunctionalInterface
  interface Look {
    boolean isThere() throws Exception;
  }

  /**
   * @throws PlayFailure if it does not come in time
   */
  static void until(Duration within, String what, Look look) {
    long deadline = System.nanoTime() + within.toNanos();
    Exception last = null;
    while (System.nanoTime() < deadline) {
      try {
        if (look.isThere()) {
          return;
        }
      } catch (PlayFailure e) {
        throw e;
      } catch (Exception e) {
        last = e;
      }
      pause();
    }
    throw new PlayFailure("Not within " + within.toSeconds() + " s: " + what, last);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlayFailure("Interrupted", e);
    }
  }
}

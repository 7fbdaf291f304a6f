package io.m1bridge.process;

import java.io.IOException;

/** Signals that the JVM cannot send by itself. */
public enum ProcessSignal {

  /** Freezes a process as a long garbage collection or a lost network would. */
  STOP,

  /** Lets a frozen process go on. */
  CONT;

  /**
   * @throws ProcessFailure when there is no such process, or it is not ours
   */
  public void send(long pid) {
    try {
      int exit =
          new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
              .inheritIO()
              .start()
              .waitFor();
      if (exit != 0) {
        throw new ProcessFailure("Cannot send SIG" + name() + " to process " + pid);
      }
    } catch (IOException e) {
      throw new ProcessFailure("Cannot run kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailure("Interrupted while sending SIG" + name(), e);
    }
  }
}

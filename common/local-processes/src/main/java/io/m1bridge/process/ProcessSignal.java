package io.m1bridge.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Signals that the JVM cannot send by itself. */
public enum ProcessSignal {

  /**
   * Freezes a process as a long garbage collection or a lost network would. Where there is {@code
   * /proc}, all its threads stand still when this returns: the kernel stops each one when it is
   * next scheduled, and until then it may answer.
   */
  STOP,

  /** Lets a frozen process go on. */
  CONT;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LOOK_AGAIN_MS = 2;

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
      if (this == STOP) {
        awaitStopped(Path.of("/proc", Long.toString(pid), "task"));
      }
    } catch (IOException e) {
      throw new ProcessFailure("Cannot run kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailure("Interrupted while sending SIG" + name(), e);
    }
  }

  private static void awaitStopped(Path threads) throws IOException, InterruptedException {
    long began = System.nanoTime();
    while (Files.isDirectory(threads) && !allStopped(threads)) {
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new ProcessFailure("Threads still run after SIGSTOP: " + threads);
      }
      Thread.sleep(LOOK_AGAIN_MS);
    }
  }

  private static boolean allStopped(Path threads) throws IOException {
    try (Stream<Path> all = Files.list(threads)) {
      List<Path> list = all.toList();
      return list.stream().map(thread -> state(thread.resolve("stat"))).allMatch("TtZX"::contains);
    }
  }

  /**
   * The letter behind the name, which may hold anything: {@code proc(5)}. A thread that ended is
   * dead.
   */
  private static String state(Path stat) {
    try {
      String text = Files.readString(stat);
      return text.substring(text.lastIndexOf(')') + 2).substring(0, 1);
    } catch (NoSuchFileException e) {
      return "X";
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + stat, e);
    }
  }
}

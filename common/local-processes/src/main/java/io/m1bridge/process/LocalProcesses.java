package io.m1bridge.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Owns child processes and ends them all, the latest first, within 10 s: when closed, by a shutdown
 * hook (Ctrl-C, SIGTERM, {@code System.exit}), and by a guarding shell when this process is
 * SIGKILLed.
 */
public final class LocalProcesses implements AutoCloseable {

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);
  private static final Duration GRACE = Duration.ofSeconds(4);

  private final Path directory;
  private final Reaper reaper;
  private final Thread hook = new Thread(this::endAll, "end-child-processes");
  private final Deque<Child> children = new ArrayDeque<>();
  private boolean closed;

  private LocalProcesses(Path directory, Reaper reaper) {
    this.directory = directory;
    this.reaper = reaper;
  }

  /**
   * Children keep their logs, {@code <name>.log}, and data in {@code directory}, which is created
   * where it is missing and never deleted here.
   */
  public static LocalProcesses in(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new ProcessFailure(
          "Cannot write to " + directory.toAbsolutePath() + ": choose another directory", e);
    }
    LocalProcesses processes = new LocalProcesses(directory.toAbsolutePath(), Reaper.start());
    Runtime.getRuntime().addShutdownHook(processes.hook);
    return processes;
  }

  /** Starts a child that ends by SIGTERM, with at most 4 s of grace. */
  public ServiceProcess start(ChildCommand command) {
    return start(command, Ending.GRACEFUL);
  }

  synchronized ServiceProcess start(ChildCommand command, Ending ending) {
    if (closed) {
      throw new ProcessFailure("Stopping: " + command.name() + " is not started any more");
    }
    if (children.stream().anyMatch(child -> child.process().name().equals(command.name()))) {
      throw new IllegalArgumentException(
          "There is a process named " + command.name() + " already: restart it instead");
    }
    ServiceProcess process =
        new ServiceProcess(command, directory.resolve(command.name() + ".log"), reaper);
    children.push(new Child(process, ending));
    return process;
  }

  public Path directory() {
    return directory;
  }

  /** Returns the children in the order of their start, also those that have ended. */
  public synchronized List<ServiceProcess> all() {
    List<ServiceProcess> latestFirst =
        new ArrayList<>(children.stream().map(Child::process).toList());
    Collections.reverse(latestFirst);
    return latestFirst;
  }

  /** Returns the resident memory of all living children together, in bytes. */
  public long residentBytes() {
    return all().stream().mapToLong(ServiceProcess::residentBytes).sum();
  }

  @Override
  public void close() {
    endAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down already; the hook finds nothing left to do.
    }
  }

  private synchronized void endAll() {
    if (closed) {
      return;
    }
    closed = true;
    long deadline = System.nanoTime() + CLOSE_WITHIN.toNanos();
    for (Child child : children) {
      end(child, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
    reaper.close();
  }

  private static void end(Child child, Duration left) {
    ServiceProcess process = child.process();
    if (!process.isAlive()) {
      return;
    }
    switch (child.ending()) {
      case HARD -> process.sigkill();
      case GRACEFUL -> {
        wake(process);
        process.terminate(left.compareTo(GRACE) < 0 ? left : GRACE);
      }
    }
  }

  /** A frozen process does not hear SIGTERM. */
  private static void wake(ServiceProcess process) {
    try {
      process.sigcont();
    } catch (ProcessFailure e) {
      if (process.isAlive()) {
        throw e;
      }
      // It has ended by itself just now; the others must still be ended.
    }
  }

  /** How a child ends when its owner closes. */
  enum Ending {
    GRACEFUL,
    /**
     * Nodes of one Kafka cluster: ended together by SIGTERM, the last ones hang, since they miss
     * the others.
     */
    HARD
  }

  private record Child(ServiceProcess process, Ending ending) {}
}

package io.m1bridge.process;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One child of {@link LocalProcesses}: its signals, log, memory and readiness. It may be killed and
 * started again; its log goes on in the same file. Methods may be called from any thread.
 */
public final class ServiceProcess {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PROGRESS = Duration.ofSeconds(5);
  private static final Duration KILL_GRACE = Duration.ofSeconds(5);

  /**
   * A Ctrl-C goes to the whole terminal session: ours alone decides when and in which order the
   * children end.
   */
  private static final List<String> DEAF_TO_INTERRUPT =
      List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh");

  private final ChildCommand command;
  private final ProcessLog log;
  private final Reaper reaper;
  private Process process;
  private long startedNanos;
  private long readyMillis = -1;

  ServiceProcess(ChildCommand command, Path logFile, Reaper reaper) {
    this.command = command;
    this.log = new ProcessLog(logFile);
    this.reaper = reaper;
    this.startedNanos = System.nanoTime();
    this.process = spawn();
  }

  private Process spawn() {
    List<String> line = new ArrayList<>(DEAF_TO_INTERRUPT);
    line.addAll(command.commandLine());
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.append());
    builder.environment().putAll(command.env());
    UsedSecrets.noteThoseOf(command.env());
    command.removeRest();
    try {
      Process started = builder.start();
      started.getOutputStream().close();
      long pid = started.pid();
      reaper.born(pid);
      started.onExit().thenRun(() -> reaper.gone(pid));
      return started;
    } catch (IOException e) {
      throw new ProcessFailure("Cannot start " + command.name() + " with log " + log.file(), e);
    }
  }

  /** Starts the same command again, after its end. */
  public synchronized void restart() {
    if (process.isAlive()) {
      throw new IllegalStateException(name() + " is still alive: kill or terminate it first");
    }
    startedNanos = System.nanoTime();
    readyMillis = -1;
    process = spawn();
  }

  /**
   * Waits until a GET of {@code health} is answered with 200.
   *
   * @throws ProcessFailure when the process dies or the time is over, with the end of its log
   */
  public void awaitReady(URI health, Duration timeout) {
    awaitReady(new HttpReadiness(health), timeout);
  }

  /**
   * Waits until {@code readiness} misses nothing; reports progress to the log every 5 s.
   *
   * @throws ProcessFailure when the process dies or the time is over, with the end of its log
   */
  public void awaitReady(Readiness readiness, Duration timeout) {
    long began = System.nanoTime();
    long nextProgress = began + PROGRESS.toNanos();
    while (true) {
      if (!isAlive()) {
        throw new ProcessFailure(
            name()
                + " ended with exit code "
                + exitCode().orElse(-1)
                + " before it was ready"
                + log.describe());
      }
      Optional<String> missing = readiness.missing();
      if (missing.isEmpty()) {
        becameReady();
        return;
      }
      long now = System.nanoTime();
      if (now - began > timeout.toNanos()) {
        throw new ProcessFailure(
            name()
                + " was not ready within "
                + timeout.toSeconds()
                + " s: "
                + missing.get()
                + log.describe());
      }
      if (now > nextProgress) {
        nextProgress = now + PROGRESS.toNanos();
        LOG.info(
            "Waiting for {} for {} s: {}",
            name(),
            TimeUnit.NANOSECONDS.toSeconds(now - began),
            missing.get());
      }
      pause();
    }
  }

  private synchronized void becameReady() {
    readyMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
  }

  private void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailure("Interrupted while waiting for " + name(), e);
    }
  }

  /** Freezes the process as a long garbage collection or a lost network would. */
  public void sigstop() {
    ProcessSignal.STOP.send(pid());
  }

  /** Lets a frozen process go on. */
  public void sigcont() {
    ProcessSignal.CONT.send(pid());
  }

  /** Ends the process at once and waits until it is gone. */
  public void sigkill() {
    Process current = current();
    current.destroyForcibly();
    command.removeRest();
    if (!endsWithin(current, KILL_GRACE)) {
      throw new ProcessFailure(
          name()
              + ", process "
              + current.pid()
              + ", survived SIGKILL for "
              + KILL_GRACE.toSeconds()
              + " s");
    }
  }

  /**
   * Asks the process to end (SIGTERM) and kills it when {@code grace} is over.
   *
   * @return true if it ended by itself
   */
  public boolean terminate(Duration grace) {
    Process current = current();
    current.destroy();
    if (endsWithin(current, grace)) {
      return true;
    }
    LOG.warn(
        "{} did not end within {} ms after SIGTERM: killed. Its log: {}",
        name(),
        grace.toMillis(),
        log.file());
    sigkill();
    return false;
  }

  /**
   * Waits until the process ends by itself.
   *
   * @return its exit code
   * @throws ProcessFailure when it still runs after {@code timeout}
   */
  public int awaitExit(Duration timeout) {
    Process current = current();
    if (!endsWithin(current, timeout)) {
      throw new ProcessFailure(
          name() + " still runs after " + timeout.toSeconds() + " s" + log.describe());
    }
    return current.exitValue();
  }

  private boolean endsWithin(Process current, Duration time) {
    try {
      return current.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailure("Interrupted while waiting for the end of " + name(), e);
    }
  }

  public String name() {
    return command.name();
  }

  /** Returns the process id of the latest start. */
  public long pid() {
    return current().pid();
  }

  public boolean isAlive() {
    return current().isAlive();
  }

  /** Returns the exit code of the latest start, once it has ended. */
  public OptionalInt exitCode() {
    Process current = current();
    return current.isAlive() ? OptionalInt.empty() : OptionalInt.of(current.exitValue());
  }

  /** Returns the resident memory in bytes, 0 when the process has ended. */
  public long residentBytes() {
    Process current = current();
    return current.isAlive() ? ResidentMemory.bytes(current.pid()) : 0;
  }

  /**
   * Returns the processor time of the latest start, in user and kernel mode; zero when it has ended
   * or the platform does not tell.
   */
  public Duration cpuTime() {
    return current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Returns what the process started, and what that started. */
  public Stream<ProcessHandle> descendants() {
    return current().descendants();
  }

  /** Returns the resident memory in bytes of the process and all that it started. */
  public long treeResidentBytes() {
    return residentBytes()
        + descendants().mapToLong(child -> ResidentMemory.bytes(child.pid())).sum();
  }

  /** Returns how many ms the latest start took until ready, as seen by {@link #awaitReady}. */
  public synchronized long startMillis() {
    if (readyMillis < 0) {
      throw new IllegalStateException(
          name() + " has not been seen ready yet: call awaitReady first");
    }
    return readyMillis;
  }

  public Path logFile() {
    return log.file();
  }

  private synchronized Process current() {
    return process;
  }
}

package io.m1bridge.local;

import io.m1bridge.local.options.RunOptions;
import io.m1bridge.local.options.UserError;
import io.m1bridge.local.report.Progress;
import io.m1bridge.local.stack.RunDirectory;
import io.m1bridge.local.stack.Stack;
import io.m1bridge.process.Checkout;
import io.m1bridge.process.ProcessFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * One run, from the first process to the last: makes a directory, starts the {@link Stack}, then
 * lets a {@link FiniteRun} or a {@link LivingRun} use it, and ends all processes whatever happened.
 */
final class LocalRun {
  private static final DateTimeFormatter RUN_ID = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final RunOptions options;
  private final Clock clock;

  LocalRun(RunOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  /** Returns the exit code. */
  int run() {
    PrintStream human = options.json() ? System.err : System.out;
    Progress progress = new Progress(human, Boolean.getBoolean("m1bridge.terminal"), clock);
    String runId = RUN_ID.format(clock.instant().atZone(ZoneId.systemDefault()));
    RunDirectory directory =
        RunDirectory.create(
            options.directory(), checkout(), runId, options.containers().isPresent());
    // Before the first logger is made: what Kafka's clients log is no progress.
    System.setProperty(
        "org.slf4j.simpleLogger.logFile", directory.path().resolve("run.log").toString());
    Ending ending = new Ending(directory, progress);
    Runtime.getRuntime().addShutdownHook(new Thread(ending::interrupted, "run-interrupted"));
    int exit = run(directory, runId, progress, ending);
    ending.ended(exit == 0 && options.directory().isEmpty());
    return exit;
  }

  private int run(RunDirectory directory, String runId, Progress progress, Ending ending) {
    try (Stack stack = new Stack(options, directory, runId, checkout(), clock, progress)) {
      ending.stack = stack;
      return options.once()
          ? new FiniteRun(options, stack, runId, clock, progress).run()
          : new LivingRun(options, stack, runId, clock, progress).run();
    } catch (UserError | ProcessFailure e) {
      ending.say(String.valueOf(e.getMessage()));
      return 1;
    } catch (RuntimeException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      ending.say("The run broke, which is a bug: " + trace);
      return 1;
    }
  }

  private static Path checkout() {
    String configured = System.getProperty("m1bridge.checkout");
    return configured == null ? Checkout.root() : Path.of(configured);
  }

  /** What happens to processes and files when the run is over, or was interrupted by Ctrl-C. */
  private static final class Ending {
    private final RunDirectory directory;
    private final Progress progress;
    private volatile @Nullable Stack stack;
    private volatile boolean interrupted;
    private volatile boolean over;

    Ending(RunDirectory directory, Progress progress) {
      this.directory = directory;
      this.progress = progress;
    }

    void interrupted() {
      if (over) {
        return;
      }
      interrupted = true;
      progress.say("Stopping; data and logs stay in " + directory.path());
      Stack running = stack;
      if (running != null) {
        running.close();
      }
    }

    /** Says why the run failed, unless it is just because its processes are being ended. */
    void say(String failure) {
      if (!interrupted) {
        progress.say(failure);
      }
    }

    void ended(boolean delete) {
      if (interrupted) {
        return;
      }
      over = true;
      if (!delete) {
        progress.say("Data and logs: " + directory.path());
        return;
      }
      try {
        directory.delete();
      } catch (IOException e) {
        progress.say("Could not delete " + directory.path() + ": " + e.getMessage());
      }
    }
  }
}

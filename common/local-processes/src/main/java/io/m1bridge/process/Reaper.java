package io.m1bridge.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the children when this process is SIGKILLed and its shutdown hook cannot: a shell that reads
 * a pipe from us, one line per child born (+pid) or gone (-pid), and kills who is left when the
 * pipe closes.
 */
final class Reaper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      alive=' '
      while read -r change pid; do
        case $change in
          +) alive="$alive$pid " ;;
          -) alive="${alive%% $pid *} ${alive#* $pid }" ;;
        esac
      done
      for pid in $alive; do kill -KILL "$pid" 2>/dev/null; done
      """;

  private final Process shell;
  private boolean closed;

  private Reaper(Process shell) {
    this.shell = shell;
  }

  static Reaper start() {
    try {
      return new Reaper(
          new ProcessBuilder("sh", "-c", SCRIPT)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new ProcessFailure("Cannot start a shell: child processes need a POSIX system", e);
    }
  }

  void born(long pid) {
    tell("+ " + pid + "\n");
  }

  void gone(long pid) {
    tell("- " + pid + "\n");
  }

  private synchronized void tell(String line) {
    if (closed) {
      return; // the end of a child is noticed later than it happens
    }
    try {
      OutputStream pipe = shell.getOutputStream();
      pipe.write(line.getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      // Our own shutdown hook still ends the children; only a SIGKILL of this process would leave
      // them behind.
      LOG.warn("The shell that guards the child processes is gone: {}", e.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      shell.getOutputStream().close();
      if (!shell.waitFor(2, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
      }
    } catch (IOException e) {
      shell.destroyForcibly();
    } catch (InterruptedException e) {
      shell.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

package io.m1bridge.local.stack;

import io.m1bridge.local.options.UserError;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A child process as its supervisor sees it. */
interface Child {
  String name();

  boolean isAlive();

  /** How it ended and where its log is, for a person. */
  String obituary();

  /** The end of its log. */
  String lastWords();

  /** Starts it again, on its old ports and data. */
  void restart();

  /** A service. */
  static Child of(ServiceProcess process) {
    return new OfProcess(process, process::restart);
  }

  /** The nodes of a local Kafka, which are among {@code processes}. */
  static List<Child> ofKafka(List<ServiceProcess> processes, KafkaCluster kafka) {
    List<ServiceProcess> nodes =
        processes.stream().filter(process -> process.name().startsWith("kafka")).toList();
    List<Child> children = new ArrayList<>();
    for (ServiceProcess node : nodes) {
      int number = children.size() + 1;
      children.add(new OfProcess(node, () -> kafka.restart(number)));
    }
    return children;
  }

  /** The simulator: what it knows dies with it, so there is no going on. */
  static Child irreplaceable(ServiceProcess process) {
    return new OfProcess(
        process,
        () -> {
          throw new UserError(
              process.name() + " ended; it held M1's contacts and campaigns in its memory.",
              "Its log: " + process.logFile());
        });
  }

  /** The common case. */
  record OfProcess(ServiceProcess process, Runnable again) implements Child {
    private static final int TAIL_LINES = 25;

    @Override
    public String name() {
      return process.name();
    }

    @Override
    public boolean isAlive() {
      return process.isAlive();
    }

    @Override
    public String obituary() {
      return "exit code " + process.exitCode().orElse(-1) + ", log " + process.logFile();
    }

    @Override
    public String lastWords() {
      try (Stream<String> lines = Files.lines(process.logFile())) {
        ArrayDeque<String> last = new ArrayDeque<>();
        lines.forEach(
            line -> {
              last.add(line);
              if (last.size() > TAIL_LINES) {
                last.remove();
              }
            });
        return String.join("\n", last);
      } catch (IOException e) {
        return "(the log cannot be read: " + e.getMessage() + ")";
      }
    }

    @Override
    public void restart() {
      again.run();
    }
  }
}

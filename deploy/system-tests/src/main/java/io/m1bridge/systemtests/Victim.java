package io.m1bridge.systemtests;

import io.m1bridge.process.ProcessFailure;
import io.m1bridge.process.ProcessSignal;
import io.m1bridge.process.ServiceProcess;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One of the services of a {@code ./run --once} that is to be killed, frozen or stopped.
 *
 * @param service its module
 * @param number which replica, in the order of their start, from 1
 * @param replicas of this service
 */
record Victim(String service, int number, int replicas) {

  private static final Duration SERVICE_UP = Duration.ofMinutes(2);
  private static final String KAFKA = "kafka";

  /** A node of the Kafka that the run started. */
  static Victim kafkaNode(int number, int nodes) {
    return new Victim(KAFKA, number, nodes);
  }

  /** What {@code ./run} is to be told. */
  List<String> options() {
    return replicas == 1 ? List.of() : List.of("--token-service-replicas", "" + replicas);
  }

  /**
   * Kills it some time after its start, and counts that as a fault.
   *
   * @throws ProcessFailure if the run was over before
   */
  void killAfter(int ms, ServiceProcess run, Round round) throws InterruptedException {
    ProcessHandle child = awaitStart(run);
    if (!endsWithin(run, ms) && child.isAlive() && child.destroyForcibly()) {
      round.fault("sigkill " + this);
    } else {
      throw new ProcessFailure(
          "./run --once ended within "
              + ms
              + " ms, before "
              + this
              + " could be killed: "
              + run.logFile());
    }
  }

  /**
   * Freezes it some time from now, and lets it go on, which counts as a fault.
   *
   * @throws ProcessFailure if the run was over before
   */
  void freezeAfter(int ms, Duration time, ServiceProcess run, Round round)
      throws InterruptedException {
    ProcessHandle child = awaitStart(run);
    if (endsWithin(run, ms)) {
      throw new ProcessFailure(
          "./run --once ended before " + this + " could be frozen: " + run.logFile());
    }
    ProcessSignal.STOP.send(child.pid());
    round.fault("sigstop " + this + " for " + time.toSeconds() + " s");
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } finally {
      ProcessSignal.CONT.send(child.pid());
    }
  }

  /**
   * Asks it some time from now to stop, as a rolling restart does, and waits until it did; {@code
   * ./run} starts it again. That it does not stop within its grace period is a violation.
   *
   * @throws ProcessFailure if the run was over before
   */
  void stopAfter(int ms, Duration grace, ServiceProcess run, Round round)
      throws InterruptedException {
    ProcessHandle child = awaitStart(run);
    if (endsWithin(run, ms) || !child.destroy()) {
      throw new ProcessFailure(
          "./run --once ended before " + this + " could be stopped: " + run.logFile());
    }
    round.fault("sigterm " + this);
    if (!Await.holds(grace, () -> !child.isAlive())) {
      round.violation(this + " did not stop within " + grace.toSeconds() + " s");
      child.destroyForcibly();
    }
  }

  private ProcessHandle awaitStart(ServiceProcess run) throws InterruptedException {
    Await.holds(SERVICE_UP, () -> !run.isAlive() || find(run).isPresent());
    return find(run)
        .orElseThrow(
            () -> new ProcessFailure("./run --once did not start " + this + ": " + run.logFile()));
  }

  /** This replica, once all of them are there. */
  private Optional<ProcessHandle> find(ServiceProcess run) {
    List<ProcessHandle> all =
        run.descendants()
            .filter(this::isOne)
            .sorted(Comparator.comparing(ProcessHandle::pid))
            .toList();
    return all.size() == replicas ? Optional.of(all.get(number - 1)) : Optional.empty();
  }

  private boolean isOne(ProcessHandle process) {
    return process.info().commandLine().filter(line -> line.contains(marker())).isPresent();
  }

  private String marker() {
    return service.equals(KAFKA) ? ".BrokerMain " : service + "/target/quarkus-app/quarkus-run.jar";
  }

  private static boolean endsWithin(ServiceProcess run, int ms) throws InterruptedException {
    return Await.holds(Duration.ofMillis(ms), () -> !run.isAlive());
  }

  @Override
  public String toString() {
    return replicas == 1 ? service : service + " " + number + " of " + replicas;
  }
}

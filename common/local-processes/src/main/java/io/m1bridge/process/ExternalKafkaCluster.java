package io.m1bridge.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** A cluster that somebody else runs. */
record ExternalKafkaCluster(String bootstrapServers) implements KafkaCluster {

  private static final int CONNECT_MS = 2_000;
  private static final int POLL_MS = 200;

  @Override
  public String saslBootstrapServers() {
    throw notOurs();
  }

  @Override
  public int nodes() {
    return 0;
  }

  @Override
  public void awaitReady(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (Arrays.stream(bootstrapServers.split(",")).noneMatch(ExternalKafkaCluster::answers)) {
      if (System.nanoTime() > deadline) {
        throw new ProcessFailure(
            "No Kafka answers at "
                + bootstrapServers
                + ": start it, or correct or unset "
                + BOOTSTRAP_VARIABLE
                + ".");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ProcessFailure("Interrupted while waiting for Kafka at " + bootstrapServers, e);
      }
    }
  }

  private static boolean answers(String server) {
    int colon = server.lastIndexOf(':');
    if (colon < 0) {
      throw new ProcessFailure(
          BOOTSTRAP_VARIABLE + " must be HOST:PORT[,HOST:PORT…], but holds " + server);
    }
    try (Socket socket = new Socket()) {
      int port = Integer.parseInt(server.substring(colon + 1).strip());
      socket.connect(new InetSocketAddress(server.substring(0, colon).strip(), port), CONNECT_MS);
      return true;
    } catch (NumberFormatException e) {
      throw new ProcessFailure(
          BOOTSTRAP_VARIABLE + " must be HOST:PORT[,HOST:PORT…], but holds " + server, e);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void sigkill(int node) {
    throw notOurs();
  }

  @Override
  public void stop(int node, Duration grace) {
    throw notOurs();
  }

  @Override
  public void restart(int node) {
    throw notOurs();
  }

  @Override
  public void restartElsewhere(int node, int port) {
    throw notOurs();
  }

  @Override
  public void sigstop(int node) {
    throw notOurs();
  }

  @Override
  public void sigcont(int node) {
    throw notOurs();
  }

  private UnsupportedOperationException notOurs() {
    return new UnsupportedOperationException(
        "Kafka at "
            + bootstrapServers
            + " is not ours to kill: unset "
            + BOOTSTRAP_VARIABLE
            + " for runs with faults.");
  }

  @Override
  public long residentBytes() {
    return 0;
  }

  @Override
  public void close() {}
}

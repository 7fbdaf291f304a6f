package io.m1bridge.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka cluster for tests, {@code ./run} and measurements: of our own in child JVMs, or one that
 * is there already.
 */
public sealed interface KafkaCluster extends AutoCloseable
    permits LocalKafkaCluster, ExternalKafkaCluster {

  /** Environment variable that names a cluster to use instead of starting one. */
  String BOOTSTRAP_VARIABLE = "KAFKA_BOOTSTRAP_SERVERS";

  /**
   * Starts 1 or 3 nodes with data and logs in {@code dir}, and returns once all are ready; closing
   * ends them.
   */
  static KafkaCluster start(Path dir, int nodes) {
    return start(dir, nodes, BrokerOptions.none());
  }

  /** The same with brokers that differ from the usual ones. */
  static KafkaCluster start(Path dir, int nodes, BrokerOptions options) {
    LocalProcesses processes = LocalProcesses.in(dir);
    try {
      return LocalKafkaCluster.start(processes, nodes, options, processes);
    } catch (RuntimeException | Error e) {
      processes.close();
      throw e;
    }
  }

  /**
   * Starts 1 or 3 nodes as children of {@code processes}, which ends them, and returns once all are
   * ready.
   */
  static KafkaCluster start(LocalProcesses processes, int nodes) {
    return start(processes, nodes, BrokerOptions.none());
  }

  /** The same with brokers that differ from the usual ones. */
  static KafkaCluster start(LocalProcesses processes, int nodes, BrokerOptions options) {
    return LocalKafkaCluster.start(processes, nodes, options, null);
  }

  /** Uses a running cluster; its nodes cannot be killed from here. */
  static KafkaCluster external(String bootstrapServers) {
    return new ExternalKafkaCluster(bootstrapServers);
  }

  /** Uses the cluster that {@value #BOOTSTRAP_VARIABLE} names, else starts one in {@code dir}. */
  static KafkaCluster startOrExternal(Path dir, int nodes) {
    return startOrExternal(dir, nodes, System.getenv());
  }

  static KafkaCluster startOrExternal(Path dir, int nodes, Map<String, String> environment) {
    @Nullable String bootstrapServers = environment.get(BOOTSTRAP_VARIABLE);
    return bootstrapServers == null || bootstrapServers.isBlank()
        ? start(dir, nodes)
        : external(bootstrapServers);
  }

  /** Returns {@code host:port,…} of all nodes, also of those that are down just now. */
  String bootstrapServers();

  /**
   * Returns {@code host:port,…} of the listeners for users.
   *
   * @throws UnsupportedOperationException when the cluster is not ours
   */
  String saslBootstrapServers();

  /** Returns the number of nodes, 0 when the cluster is not ours and nobody knows. */
  int nodes();

  /**
   * SIGKILLs a node.
   *
   * @param node 1 to {@link #nodes()}
   * @throws UnsupportedOperationException when the cluster is not ours
   */
  void sigkill(int node);

  /**
   * Stops a node in an orderly way, as a rolling restart does; it hands its partitions over first.
   */
  void stop(int node, Duration grace);

  /** Starts a node again on its old port and data; {@link #awaitReady} tells when it is back. */
  void restart(int node);

  /**
   * Starts a node again on its old data, where clients reach it by another port, as after a move;
   * {@link #bootstrapServers} names that one from then on.
   *
   * @param port free, see {@link FreePort}
   */
  void restartElsewhere(int node, int port);

  void sigstop(int node);

  void sigcont(int node);

  /**
   * Waits until every node is ready.
   *
   * @throws ProcessFailure when a node is down or the time is over
   */
  void awaitReady(Duration timeout);

  /**
   * Returns the resident memory of all nodes together, in bytes; 0 when the cluster is not ours.
   */
  long residentBytes();

  @Override
  void close();
}

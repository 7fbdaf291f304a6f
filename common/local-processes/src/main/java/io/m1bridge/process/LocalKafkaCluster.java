package io.m1bridge.process;

import io.m1bridge.process.LocalProcesses.Ending;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One or three nodes, each broker and controller at once, as child JVMs. */
final class LocalKafkaCluster implements KafkaCluster {

  private static final Duration START = Duration.ofMinutes(3);
  private static final String MAIN = "io.m1bridge.process.broker.BrokerMain";

  private final List<Node> nodes;
  private final @Nullable LocalProcesses owned;

  private LocalKafkaCluster(List<Node> nodes, @Nullable LocalProcesses owned) {
    this.nodes = new CopyOnWriteArrayList<>(nodes);
    this.owned = owned;
  }

  static LocalKafkaCluster start(
      LocalProcesses processes, int count, BrokerOptions options, @Nullable LocalProcesses owned) {
    if (count != 1 && count != 3) {
      throw new IllegalArgumentException("A local Kafka has 1 or 3 nodes, not " + count);
    }
    StringBuilder classPath = new StringBuilder(KafkaHome.classPath());
    options.classPath().forEach(path -> classPath.append(File.pathSeparator).append(path));
    List<KafkaNodeSettings> settings =
        KafkaNodeSettings.forCluster(count, processes.directory(), options);
    List<Node> nodes = new ArrayList<>();
    for (KafkaNodeSettings node : settings) {
      nodes.add(Node.start(processes, node, classPath.toString()));
    }
    LocalKafkaCluster cluster = new LocalKafkaCluster(nodes, owned);
    cluster.awaitReady(START);
    return cluster;
  }

  @Override
  public String bootstrapServers() {
    return nodes.stream().map(node -> node.settings().address()).collect(Collectors.joining(","));
  }

  @Override
  public String saslBootstrapServers() {
    return nodes.stream()
        .map(node -> node.settings().saslAddress())
        .collect(Collectors.joining(","));
  }

  @Override
  public int nodes() {
    return nodes.size();
  }

  @Override
  public void sigkill(int node) {
    node(node).process().sigkill();
  }

  @Override
  public void stop(int node, Duration grace) {
    node(node).process().terminate(grace);
  }

  @Override
  public void restart(int node) {
    node(node).restart();
  }

  @Override
  public void restartElsewhere(int node, int port) {
    Node moved = node(node).movedTo(port);
    nodes.set(node - 1, moved);
    moved.restart();
  }

  @Override
  public void sigstop(int node) {
    node(node).process().sigstop();
  }

  @Override
  public void sigcont(int node) {
    node(node).process().sigcont();
  }

  @Override
  public void awaitReady(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Node node : nodes) {
      node.process().awaitReady(node, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
  }

  @Override
  public long residentBytes() {
    return nodes.stream().mapToLong(node -> node.process().residentBytes()).sum();
  }

  @Override
  public void close() {
    if (owned != null) {
      owned.close();
    } else {
      nodes.forEach(node -> node.process().sigkill());
    }
  }

  private Node node(int number) {
    if (number < 1 || number > nodes.size()) {
      throw new IllegalArgumentException(
          "Nodes are numbered 1 to " + nodes.size() + ", there is no node " + number);
    }
    return nodes.get(number - 1);
  }

  private record Node(ServiceProcess process, KafkaNodeSettings settings) implements Readiness {

    static Node start(LocalProcesses processes, KafkaNodeSettings settings, String classPath) {
      try {
        settings.write();
        Files.deleteIfExists(settings.readyFile());
      } catch (IOException e) {
        throw new ProcessFailure("Cannot write to " + settings.directory(), e);
      }
      JvmCommand command =
          JvmCommand.ofMain(settings.name(), classPath, MAIN)
              .withArguments(settings.file().toString(), settings.readyFile().toString())
              .withSystemProperty("org.slf4j.simpleLogger.showDateTime", true)
              .withSystemProperty("org.slf4j.simpleLogger.dateTimeFormat", "HH:mm:ss.SSS")
              .withSystemProperty("org.slf4j.simpleLogger.showThreadName", false)
              .withSystemProperty(
                  "org.slf4j.simpleLogger.log.org.apache.kafka.common.config", "warn");
      return new Node(processes.start(command, Ending.HARD), settings);
    }

    Node movedTo(int port) {
      return new Node(process, settings.withBrokerPort(port));
    }

    void restart() {
      try {
        settings.write();
        Files.deleteIfExists(settings.readyFile());
      } catch (IOException e) {
        throw new ProcessFailure("Cannot write to " + settings.directory(), e);
      }
      process.restart();
    }

    @Override
    public Optional<String> missing() {
      Path ready = settings.readyFile();
      return Files.exists(ready)
          ? Optional.empty()
          : Optional.of("the broker has not said yet that it serves clients");
    }
  }
}

package io.m1bridge.process;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The {@code server.properties} of one node. Time-outs are far below Kafka's defaults, so that
 * fail-over in a test takes seconds; internal topics have few partitions, so that the first group
 * and the first transaction start quickly.
 *
 * @param id 1, 2, 3
 * @param cluster how many nodes there are
 * @param saslPort used where the options name users
 * @param voters {@code id@host:port,…} of all controllers
 */
record KafkaNodeSettings(
    int id,
    int cluster,
    int brokerPort,
    int controllerPort,
    int saslPort,
    String voters,
    Path directory,
    BrokerOptions options) {

  private static final String HOST = "127.0.0.1";

  /** Any 16 bytes in URL-safe Base64; fixed, so that a cluster's data can be opened again. */
  private static final String CLUSTER_ID = "bTEtYnJpZGdlLWxvY2FsIQ";

  static List<KafkaNodeSettings> forCluster(int count, Path directory) {
    return forCluster(count, directory, BrokerOptions.none());
  }

  static List<KafkaNodeSettings> forCluster(int count, Path directory, BrokerOptions options) {
    List<Integer> ports = FreePort.find(3 * count);
    String voters =
        IntStream.rangeClosed(1, count)
            .mapToObj(id -> id + "@" + HOST + ":" + ports.get(count + id - 1))
            .collect(Collectors.joining(","));
    List<KafkaNodeSettings> nodes = new ArrayList<>(count);
    for (int id = 1; id <= count; id++) {
      nodes.add(
          new KafkaNodeSettings(
              id,
              count,
              ports.get(id - 1),
              ports.get(count + id - 1),
              ports.get(2 * count + id - 1),
              voters,
              directory.resolve("kafka-" + id),
              options));
    }
    return nodes;
  }

  /** The same node and data behind another port for clients. */
  KafkaNodeSettings withBrokerPort(int port) {
    return new KafkaNodeSettings(
        id, cluster, port, controllerPort, saslPort, voters, directory, options);
  }

  String name() {
    return "kafka-" + id;
  }

  String address() {
    return HOST + ":" + brokerPort;
  }

  /** For those who sign in. */
  String saslAddress() {
    return HOST + ":" + saslPort;
  }

  Path file() {
    return directory.resolve("server.properties");
  }

  /** Written by the node when it serves clients. */
  Path readyFile() {
    return directory.resolve("ready");
  }

  void write() throws IOException {
    Files.createDirectories(directory);
    try (Writer writer = Files.newBufferedWriter(file())) {
      properties().store(writer, null);
    }
  }

  Properties properties() {
    int replicas = Math.min(3, cluster);
    int inSync = Math.max(1, replicas - 1);
    Properties all = new Properties();
    all.setProperty("m1bridge.cluster.id", CLUSTER_ID);
    all.setProperty("process.roles", "broker,controller");
    set(all, "node.id", id);
    all.setProperty("controller.quorum.voters", voters);
    all.setProperty("controller.listener.names", "CONTROLLER");
    all.setProperty(
        "listeners", "PLAINTEXT://" + address() + ",CONTROLLER://" + HOST + ":" + controllerPort);
    all.setProperty("advertised.listeners", "PLAINTEXT://" + address());
    all.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    all.setProperty("log.dirs", directory.resolve("data").toString());
    all.setProperty("auto.create.topics.enable", "false");

    set(all, "default.replication.factor", replicas);
    set(all, "min.insync.replicas", inSync);
    set(all, "offsets.topic.replication.factor", replicas);
    set(all, "offsets.topic.num.partitions", 4);
    set(all, "transaction.state.log.replication.factor", replicas);
    set(all, "transaction.state.log.min.isr", inSync);
    set(all, "transaction.state.log.num.partitions", 4);
    set(all, "share.coordinator.state.topic.replication.factor", replicas);
    set(all, "share.coordinator.state.topic.min.isr", inSync);

    set(all, "broker.session.timeout.ms", 3_000);
    set(all, "broker.heartbeat.interval.ms", 500);
    set(all, "controller.quorum.fetch.timeout.ms", 1_000);
    set(all, "controller.quorum.election.timeout.ms", 500);
    set(all, "group.initial.rebalance.delay.ms", 0);
    set(all, "group.min.session.timeout.ms", 1_000);
    set(all, "transaction.abort.timed.out.transaction.cleanup.interval.ms", 1_000);

    set(all, "num.network.threads", 2);
    set(all, "num.io.threads", 4);
    set(all, "background.threads", 2);
    set(all, "log.cleaner.backoff.ms", 1_000);
    set(all, "log.initial.task.delay.ms", 1_000);
    set(all, "log.index.size.max.bytes", 1 << 20); // preallocated per segment: 10 MB by default
    if (options.hasSecondListener()) {
      all.putAll(
          options.sasl(
              all.getProperty("listeners"),
              all.getProperty("advertised.listeners"),
              all.getProperty("listener.security.protocol.map"),
              saslAddress()));
    }
    all.putAll(options.properties());
    return all;
  }

  private static void set(Properties all, String key, int value) {
    all.setProperty(key, Integer.toString(value));
  }
}

package io.m1bridge.systemtests.store;

import io.m1bridge.process.JvmCommand;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.process.ServiceJar;
import java.net.URI;
import java.nio.file.Path;

/** How both services are started: long transactions, and RocksDB flushes within them. */
final class StreamsCommand {

  private static final String HOST = "127.0.0.1";

  private StreamsCommand() {}

  static JvmCommand of(
      String service, KafkaCluster kafka, Path stateDirectory, int httpPort, int managementPort) {
    return JvmCommand.ofJar(service, ServiceJar.locate(service))
        .withEnv("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers())
        .withEnv("M1BRIDGE_STREAMS_STATE_DIR", stateDirectory)
        .withEnv("M1BRIDGE_STREAMS_COMMIT_INTERVAL", "8s")
        .withEnv("M1BRIDGE_STREAMS_TRANSACTION_TIMEOUT", "20s")
        .withEnv("M1BRIDGE_STREAMS_ROCKSDB_STORE_WRITE_BUFFER_BYTES", 65_536)
        // Without a cache every write reaches RocksDB at once.
        .withSystemProperty("m1bridge.streams.properties.\"statestore.cache.max.bytes\"", 0)
        .withEnv("QUARKUS_HTTP_HOST", HOST)
        .withEnv("QUARKUS_HTTP_PORT", httpPort)
        .withEnv("QUARKUS_MANAGEMENT_HOST", HOST)
        .withEnv("QUARKUS_MANAGEMENT_PORT", managementPort);
  }

  static URI ready(int managementPort) {
    return URI.create("http://" + HOST + ":" + managementPort + "/q/health/ready");
  }
}

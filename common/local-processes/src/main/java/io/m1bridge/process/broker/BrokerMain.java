package io.m1bridge.process.broker;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka node: {@code BrokerMain <server.properties> <ready file>}. Formats the storage where it
 * is new, starts the node and writes the ready file once the broker is unfenced, which is later
 * than its port being open.
 */
public final class BrokerMain {

  private BrokerMain() {}

  public static void main(String[] args) throws Exception {
    Properties settings = read(Path.of(args[0]));
    Path readyFile = Path.of(args[1]);
    formatIfNew(settings);
    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
    server.startup();
    Files.writeString(readyFile, Long.toString(ProcessHandle.current().pid()));
    server.awaitShutdown();
  }

  private static void formatIfNew(Properties settings) throws Exception {
    String directory = settings.getProperty("log.dirs");
    new Formatter()
        .setPrintStream(System.out)
        .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
        .setClusterId(settings.getProperty("m1bridge.cluster.id"))
        .setControllerListenerName(settings.getProperty("controller.listener.names"))
        .addDirectory(directory)
        .setMetadataLogDirectory(directory)
        .setHasDynamicQuorum(false)
        .setIgnoreFormatted(true)
        .run();
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }
}

package io.m1bridge.testkit.process;

import io.m1bridge.process.BrokerOptions;
import io.m1bridge.process.KafkaCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Kafka of a test class' own, whose nodes it may kill:
 *
 * <pre>{@code
 * @RegisterExtension static final KafkaExtension KAFKA = KafkaExtension.nodes(3);
 * }</pre>
 *
 * Tests without faults share one by {@link SharedKafka}.
 */
public final class KafkaExtension implements BeforeAllCallback, AfterAllCallback {

  private final int nodes;
  private final BrokerOptions options;
  private @Nullable KafkaCluster cluster;
  private @Nullable Path directory;

  private KafkaExtension(int nodes, BrokerOptions options) {
    this.nodes = nodes;
    this.options = options;
  }

  /** A cluster of 1 or 3 nodes. */
  public static KafkaExtension nodes(int count) {
    return new KafkaExtension(count, BrokerOptions.none());
  }

  /** One node with these settings of its broker. */
  public static KafkaExtension node(Map<String, String> settings) {
    return new KafkaExtension(1, new BrokerOptions(settings, List.of(), Map.of(), false));
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Path target = Files.createDirectories(Path.of("target"));
    directory = Files.createTempDirectory(target, "kafka-");
    cluster = KafkaCluster.start(directory, nodes, options);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** Returns the cluster, from {@code @BeforeAll} on. */
  public KafkaCluster cluster() {
    if (cluster == null) {
      throw new IllegalStateException(
          "Kafka starts before the first test: make the extension a static field");
    }
    return cluster;
  }

  /** Returns where its data and logs are, from {@code @BeforeAll} on. */
  public Path directory() {
    cluster();
    return Objects.requireNonNull(directory, "A cluster has a directory");
  }

  /** Returns client properties for it. */
  public Map<String, Object> connection() {
    return Map.of("bootstrap.servers", cluster().bootstrapServers());
  }
}

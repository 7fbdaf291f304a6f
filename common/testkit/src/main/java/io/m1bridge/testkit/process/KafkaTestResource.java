package io.m1bridge.testkit.process;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * {@link SharedKafka} for a {@code @QuarkusTest}:
 * {@code @WithTestResource(KafkaTestResource.class)}.
 */
public final class KafkaTestResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    return Map.of("kafka.bootstrap.servers", SharedKafka.bootstrapServers());
  }

  /** It serves the next test as well; the end of the JVM ends it. */
  @Override
  public void stop() {}
}

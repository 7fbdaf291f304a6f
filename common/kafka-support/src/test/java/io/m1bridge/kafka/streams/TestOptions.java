package io.m1bridge.kafka.streams;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Options with their defaults, but for what a test sets. */
final class TestOptions {

  private TestOptions() {}

  static StreamsOptions of(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .addSystemSources()
        .withMapping(StreamsOptions.class)
        .withDefaultValues(properties)
        .build()
        .getConfigMapping(StreamsOptions.class);
  }
}

package io.m1bridge.edm.poll;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** The poller's settings as an operator would set them: every one that is not named, by default. */
public final class TestSettings {

  private TestSettings() {}

  @ConfigMapping(prefix = "m1bridge.edm.poll")
  interface Mapped extends PollSettings {}

  /**
   * @param settings by their names below {@code m1bridge.edm.poll}
   */
  public static PollSettings with(Map<String, String> settings) {
    Map<String, String> full =
        settings.entrySet().stream()
            .collect(Collectors.toMap(e -> "m1bridge.edm.poll." + e.getKey(), Map.Entry::getValue));
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(Mapped.class)
        .withSources(new PropertiesConfigSource(full, "test", 500))
        .build()
        .getConfigMapping(Mapped.class);
  }
}

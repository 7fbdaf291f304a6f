package io.m1bridge.contactsync.task;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Settings as an operator would set them: every one that is not named, by default. */
public final class TestSettings {

  private static final String PREFIX = "m1bridge.contact-sync.";

  private TestSettings() {}

  /** Those of the task. */
  public static TaskSettings with(Map<String, String> settings) {
    return of(TaskSettings.class, settings);
  }

  /**
   * @param settings by their names below {@code m1bridge.contact-sync}
   */
  public static <T> T of(Class<T> mapping, Map<String, String> settings) {
    Map<String, String> full =
        settings.entrySet().stream()
            .collect(Collectors.toMap(e -> PREFIX + e.getKey(), Map.Entry::getValue));
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(mapping)
        .withSources(new PropertiesConfigSource(full, "test", 500))
        .build()
        .getConfigMapping(mapping);
  }
}

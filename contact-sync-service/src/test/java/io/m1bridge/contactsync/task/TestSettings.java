package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.AddMerge;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
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

  /** As in production, but for what tests change; no delete needs a person. */
  static Map<String, String> asInProduction(AddMerge merge, int failuresUntilBisect) {
    return new HashMap<>(
        Map.of(
            "add-merge", text(merge),
            "failures-until-bisect", Integer.toString(failuresUntilBisect),
            "call-timeout", "20s",
            "delete-guard.count", "0",
            "delete-guard.share", "1"));
  }

  /** A value as an operator writes it. */
  static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
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

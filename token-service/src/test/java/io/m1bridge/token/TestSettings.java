package io.m1bridge.token;

import io.m1bridge.token.refresh.RefreshSettings;
import io.m1bridge.token.refresh.RefreshSettings.UnknownOutcome;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Settings as an operator would set them: every one that is not named, by default. */
public final class TestSettings {

  private static final Map<UnknownOutcome, RefreshSettings> REFRESHES =
      Arrays.stream(UnknownOutcome.values())
          .collect(Collectors.toMap(Function.identity(), TestSettings::of));

  private TestSettings() {}

  /** When tokens are refreshed, under this policy. */
  public static RefreshSettings refresh(UnknownOutcome policy) {
    return REFRESHES.get(policy);
  }

  private static RefreshSettings of(UnknownOutcome policy) {
    return of(
        RefreshSettings.class, Map.of("m1bridge.token.refresh.unknown-outcome", policy.name()));
  }

  /** Any settings, by their full names. */
  public static <T> T of(Class<T> mapping, Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(mapping)
        .withSources(new PropertiesConfigSource(settings, "test", 500))
        .build()
        .getConfigMapping(mapping);
  }
}

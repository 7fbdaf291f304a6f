package io.m1bridge.edm.machine;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings as an operator would set them: every one that is not named, by default. */
public final class MachineDefaults {

  private MachineDefaults() {}

  @ConfigMapping(prefix = "m1bridge.edm.tables.machines")
  interface Mapped extends MachineSettings {}

  /** The model as it is shipped. */
  public static MachineModel model() {
    return new MachineModel(with(Map.of()));
  }

  /**
   * @param settings by their names below {@code m1bridge.edm.tables.machines}
   */
  static MachineSettings with(Map<String, String> settings) {
    Map<String, String> full =
        settings.entrySet().stream()
            .collect(
                Collectors.toMap(
                    e -> "m1bridge.edm.tables.machines." + e.getKey(), Map.Entry::getValue));
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(Mapped.class)
        .withSources(new PropertiesConfigSource(full, "test", 500))
        .build()
        .getConfigMapping(Mapped.class);
  }
}

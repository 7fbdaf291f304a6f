package io.m1bridge.kafka.streams;

import io.m1bridge.production.Finding;
import io.m1bridge.production.ProductionCheck;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.StreamsConfig;

/** Whether stores outlive a restart. */
public final class StateDirectoryCheck implements ProductionCheck {

  private final StreamsOptions options;
  private final Path temporary;

  /**
   * @param temporary the directory whose contents nobody keeps: {@code java.io.tmpdir}
   */
  public StateDirectoryCheck(StreamsOptions options, Path temporary) {
    this.options = options;
    this.temporary = temporary;
  }

  @Override
  public List<Finding> findings() {
    Path directory =
        Path.of(
            options
                .properties()
                .getOrDefault(StreamsConfig.STATE_DIR_CONFIG, options.stateDir().toString()));
    return isBelow(directory, temporary)
        ? List.of(
            Finding.severe(
                "m1bridge.streams.state-dir",
                "stores are in the temporary directory: every restart may have to restore them"
                    + " from Kafka",
                "Name a directory on a disk that is kept"))
        : List.of();
  }

  private static boolean isBelow(Path directory, Path parent) {
    return directory.toAbsolutePath().normalize().startsWith(parent.toAbsolutePath().normalize());
  }
}

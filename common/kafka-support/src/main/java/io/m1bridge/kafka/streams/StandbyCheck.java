package io.m1bridge.kafka.streams;

import io.m1bridge.production.Finding;
import io.m1bridge.production.ProductionCheck;
import java.util.List;
import org.apache.kafka.streams.StreamsConfig;

/** Whether another replica can take over without restoring every store first. */
public final class StandbyCheck implements ProductionCheck {

  private final StreamsOptions options;
  private final int replicas;

  /**
   * @param replicas how many the service has
   */
  public StandbyCheck(StreamsOptions options, int replicas) {
    this.options = options;
    this.replicas = replicas;
  }

  @Override
  public List<Finding> findings() {
    String standbys =
        options
            .properties()
            .getOrDefault(
                StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
                String.valueOf(options.standbyReplicas()));
    return replicas > 1 && standbys.strip().equals("0")
        ? List.of(
            Finding.severe(
                "m1bridge.streams.standby-replicas",
                "it is 0 with "
                    + replicas
                    + " replicas: what a dead one owned stands still until its stores are restored",
                "Set it to 1"))
        : List.of();
  }
}

package io.m1bridge.token.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is measured. */
@ConfigMapping(prefix = "m1bridge.token.metrics")
public interface MetricsSettings {

  /**
   * With more accounts than this none has a time to expiry of its own, only the least of each
   * state.
   */
  @WithDefault("100")
  int accounts();
}

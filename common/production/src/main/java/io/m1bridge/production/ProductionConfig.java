package io.m1bridge.production;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What an operator says about the installation as a whole. */
@ConfigMapping(prefix = "m1bridge.production")
public interface ProductionConfig {

  /**
   * Settings that may be as they are although they are wrong in production: their full names, names
   * that end in {@code .*}, or {@code *} for all. In the profiles {@code dev} and {@code test} it
   * is {@code *}.
   */
  Optional<List<String>> accepted();

  /** How many replicas of this service there are. */
  @WithDefault("1")
  int replicas();
}

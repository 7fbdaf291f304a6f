package io.m1bridge.contactsync.replay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How dead letters are read again. */
@ConfigMapping(prefix = "m1bridge.contact-sync.replay")
public interface ReplayConfig {

  /**
   * Letters of one replay that are given to the account's task within a second, at most: what the
   * CRM changes meanwhile is read beside them.
   */
  @WithDefault("100")
  int recordsPerSecond();

  /**
   * Checks what types cannot.
   *
   * @throws IllegalArgumentException with the name of the setting
   */
  default void check() {
    if (recordsPerSecond() < 1) {
      throw new IllegalArgumentException(
          "m1bridge.contact-sync.replay.records-per-second is not above zero: "
              + recordsPerSecond());
    }
  }
}

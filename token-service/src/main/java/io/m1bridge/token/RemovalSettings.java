package io.m1bridge.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What becomes of accounts that are gone from the configuration. */
@ConfigMapping(prefix = "m1bridge.token")
public interface RemovalSettings {

  /**
   * What becomes of an account that the configuration declared and no longer declares: {@code keep}
   * or {@code erase}.
   */
  @WithDefault("keep")
  Policy removedAccounts();

  /** How long an account must be gone from the configuration of a running owner to be erased. */
  @WithDefault("24h")
  Duration eraseAfter();

  /** What becomes of them. */
  enum Policy {
    /** They are reported, and work. */
    KEEP,
    /** They are erased after {@code erase-after}, unless no account is declared at all. */
    ERASE
  }
}

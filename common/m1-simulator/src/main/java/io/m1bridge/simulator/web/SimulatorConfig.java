package io.m1bridge.simulator.web;

import io.m1bridge.simulator.account.AccountSettings;
import io.m1bridge.simulator.account.HourKind;
import io.m1bridge.simulator.account.Plan;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the simulator starts with; everything can be changed by the control API afterwards. */
@ConfigMapping(prefix = "m1bridge.simulator")
interface SimulatorConfig {
  /** Accounts that are there from the start, and again after a reset, by account id. */
  Map<String, Account> accounts();

  /** Changes to the default behaviour, as JSON: what {@code PATCH /_sim/behaviour} takes. */
  Optional<String> behaviour();

  /** Seed of what happens by chance: faults with a probability. Tokens are never seeded. */
  @WithDefault("1")
  long seed();

  /** Where every secret that is issued or accepted is kept, for a scan of logs; tests only. */
  @WithDefault("${M1BRIDGE_SECRETS_USED:}")
  Optional<Path> secretsDirectory();

  /** One account. */
  interface Account {
    /** OAuth2 client id. */
    String clientId();

    /** OAuth2 client secrets; any is good. */
    List<String> secrets();

    /** free, gold, diamond, gold-expired or diamond-expired. */
    @WithDefault("diamond")
    Plan plan();

    /** clock or sliding. */
    @WithDefault("sliding")
    HourKind hour();

    /** Calls per hour in place of the plan's. */
    OptionalInt callLimit();

    /** Contacts in place of the plan's. */
    OptionalInt contactLimit();

    /** M1's own id of the account; made up where absent. */
    Optional<String> m1AccountId();

    /** As the core takes it. */
    default AccountSettings settings() {
      return new AccountSettings(
          clientId(),
          secrets(),
          plan(),
          callLimit().isPresent() ? callLimit().getAsInt() : null,
          contactLimit().isPresent() ? contactLimit().getAsInt() : null,
          hour(),
          m1AccountId().orElse(null),
          null);
    }
  }
}

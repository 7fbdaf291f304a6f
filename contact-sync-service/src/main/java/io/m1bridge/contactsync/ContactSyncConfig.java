package io.m1bridge.contactsync;

import io.m1bridge.contactsync.change.DateRange;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.change.KeyFormat;
import io.m1bridge.m1.AccountId;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** What comes in, and under which name; how it becomes calls says {@code task.TaskSettings}. */
@ConfigMapping(prefix = "m1bridge.contact-sync")
public interface ContactSyncConfig {

  /** Consumer group and prefix of internal topics; another one starts with nothing known. */
  @WithDefault("contact-sync")
  String applicationId();

  /** Account of changes without the extension {@code m1account}; without it those are invalid. */
  Optional<String> defaultAccount();

  /** How record keys are read where a change has no subject: text, long, uuid or hex. */
  @WithDefault("text")
  KeyFormat keyFormat();

  /** Bytes of one change at most, key, value and headers together. */
  @WithDefault("262144")
  int maxChangeBytes();

  /**
   * Further topics that changes are read from, each with its mapping file; {@code docs/mapping.md}.
   */
  Map<String, Path> sources();

  /** Where OTLP over HTTP takes what becomes of changes; without it nobody is told. */
  Optional<URI> tracesEndpoint();

  Dates dates();

  /** Days that a birthday may plausibly have; anything else is a dead letter. */
  interface Dates {

    /** The first one. */
    @WithDefault("1900-01-01")
    LocalDate earliest();

    /** The last one; without it tomorrow. */
    Optional<LocalDate> latest();
  }

  /** What may come in, for the core, which knows no configuration. */
  default IntakeSettings intakeSettings() {
    return new IntakeSettings(
        defaultAccount().map(AccountId::new).orElse(null),
        keyFormat(),
        maxChangeBytes(),
        new DateRange(dates().earliest(), dates().latest().orElse(null)));
  }
}

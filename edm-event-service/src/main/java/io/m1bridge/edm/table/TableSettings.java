package io.m1bridge.edm.table;

import io.m1bridge.edm.machine.MachineSettings;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The derived tables; the settings of {@code m1bridge.edm.tables}. README has the table. */
public interface TableSettings {

  /** Whether they are kept. */
  @WithDefault("true")
  boolean enabled();

  /**
   * Consumer group and prefix of internal topics of the tables; absent: that of the service with
   * {@link TablesTopology#APPLICATION} behind it. Another one builds all of them anew from {@code
   * edm.engagement}.
   */
  Optional<String> applicationId();

  /** So many campaigns that end in a soft bounce suppress a recipient. */
  @WithDefault("3")
  int softFinals();

  /** If they do so within this time, with no sign of life in between. */
  @WithDefault("90d")
  Duration softWithin();

  /** So many links of a campaign are counted one by one, the others together; 150 at most. */
  @WithDefault("100")
  int links();

  /** What is taken for a machine. */
  MachineSettings machines();
}

package io.m1bridge.edm;

import io.m1bridge.edm.poll.PollSettings;
import io.m1bridge.edm.table.TableSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;

/** What an operator may say about this service; README has the table. */
@ConfigMapping(prefix = "m1bridge.edm")
public interface EdmConfig {

  /** Consumer group and prefix of internal topics; another one refills its ledgers first. */
  @WithDefault("edm-event")
  String applicationId();

  /** Zone of M1's {@code eventdate}, which names none. */
  @WithDefault("Asia/Shanghai")
  ZoneId zone();

  /** The largest event, key and headers included; a row that needs more becomes a dead letter. */
  @WithDefault("262144")
  int maxEventBytes();

  /** How campaigns are read. */
  PollSettings poll();

  /** The derived tables. */
  TableSettings tables();
}

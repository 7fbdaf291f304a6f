package io.m1bridge.edm;

import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.edm.engagement.RecipientSettings;
import io.m1bridge.edm.poll.PollSettings;
import io.m1bridge.edm.table.TableSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

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

  /** Actions whose events go to a topic of their own as well: {@code opened,clicked}. */
  Optional<Set<EngagementEvent.Action>> typeTopics();

  /** How recipients stand in keys. */
  RecipientSettings recipients();

  /** How campaigns are read. */
  PollSettings poll();

  /** The derived tables. */
  TableSettings tables();
}

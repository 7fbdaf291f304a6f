package io.m1bridge.contracts;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Every topic of the bridge: its default name, partitions, clean-up and retention. Owners create
 * them, users check them.
 */
public final class Topics {

  /** Everything keyed by account, or repartitioned by it, has this many partitions, for ever. */
  public static final int PARTITIONS = 24;

  /**
   * The largest record that we write, in bytes, as the producer counts it: twice Kafka's default,
   * so that what came in at the default limit fits with our headers, and what managed services let
   * through.
   */
  public static final int MAX_RECORD_BYTES = 2 << 20;

  /** Room for what the broker counts and the producer does not: the batch around one record. */
  private static final int BATCH_OVERHEAD_BYTES = 1_024;

  /**
   * Settings of a compacted topic that contacts stand in: of one that is forgotten nothing may stay
   * until enough else has changed, which is when Kafka compacts by itself. A day, since all of a
   * partition is written anew each time.
   */
  public static final Map<String, String> ERASED_WITHIN =
      Map.of("max.compaction.lag.ms", "86400000");

  /** The CRM's: it is created where nobody has, since a first run needs it, and never judged. */
  public static final TopicSpec CONTACT_CHANGES =
      new TopicSpec(
          "crm.contact-changes",
          PARTITIONS,
          Map.of("cleanup.policy", "delete", "retention.ms", "604800000"),
          true);

  public static final TopicSpec SYNC_RESULTS = deleted("contact-sync.results", Duration.ofDays(7));
  public static final TopicSpec DEAD_LETTERS =
      deleted("contact-sync.dead-letters", Duration.ofDays(30));

  /** What is not in M1 as the CRM wants it; a contact that is there again leaves a tombstone. */
  public static final TopicSpec UNDELIVERED = compacted("contact-sync.undelivered", ERASED_WITHIN);

  public static final TopicSpec CONTACT_SYNC_COMMANDS =
      deleted("contact-sync.commands", Duration.ofDays(1));

  /** Calls on record before they are made; read back by the task that wrote them. Internal. */
  public static final TopicSpec CONTACT_SYNC_INTENTS =
      deleted("contact-sync.intents", Duration.ofHours(6));

  public static final TopicSpec ACCOUNTS = compacted("m1.accounts", Map.of());
  public static final TopicSpec ACCOUNT_EVENTS = deleted("m1.account-events", Duration.ofDays(30));

  /**
   * Secrets are in it, encrypted: small segments and a small lag, so that erased ones really go. A
   * tombstone holds none and stays for a day: a reader that was away for so long still sees it.
   * Internal.
   */
  public static final TopicSpec TOKEN_STATE =
      compacted(
          "token-service.state",
          Map.of(
              "max.compaction.lag.ms", "3600000",
              "segment.ms", "3600000",
              "segment.bytes", "16777216",
              "min.cleanable.dirty.ratio", "0.1",
              "delete.retention.ms", "86400000"));

  /** Kept without limit: derived tables and a lost ledger are rebuilt from it. */
  public static final TopicSpec ENGAGEMENT =
      new TopicSpec(
          "edm.engagement",
          PARTITIONS,
          Map.of(
              "cleanup.policy", "delete",
              "retention.ms", "-1",
              "retention.bytes", "-1",
              "max.message.bytes", maxMessageBytes()));

  public static final TopicSpec EDM_COMMANDS = deleted("edm.commands", Duration.ofDays(1));
  public static final TopicSpec CAMPAIGNS = compacted("edm.campaigns", Map.of());

  /** What the poller knows of each campaign, for the table of statistics. Internal. */
  public static final TopicSpec CAMPAIGN_COUNTS = compacted("edm.campaign-counts", Map.of());

  public static final TopicSpec CAMPAIGN_STATS = compacted("edm.campaign-stats", Map.of());

  public static final TopicSpec LINK_STATS = compacted("edm.link-stats", Map.of());

  /** Whether machines opened and clicked for a recipient of a campaign. */
  public static final TopicSpec MACHINE_LIKELIHOOD = compacted("edm.machine-likelihood", Map.of());

  /** One record per campaign and day: what a subscriber has to have. */
  public static final TopicSpec COMPLETENESS = compacted("edm.completeness", Map.of());

  public static final TopicSpec EDM_DEAD_LETTERS = deleted("edm.dead-letters", Duration.ofDays(30));
  public static final TopicSpec CONTACT_ENGAGEMENT = compacted("edm.contact-engagement", Map.of());
  public static final TopicSpec SUPPRESSIONS = compacted("edm.suppressions", Map.of());

  private Topics() {}

  /**
   * The events of one action alone, in {@code edm.engagement.<action>}, where an operator wants
   * them so. The history stands in {@link #ENGAGEMENT}.
   */
  public static TopicSpec engagementOf(EngagementEvent.Action action) {
    return deleted(ENGAGEMENT.name() + "." + action.word(), Duration.ofDays(30));
  }

  private static TopicSpec deleted(String name, Duration retention) {
    return new TopicSpec(
        name,
        PARTITIONS,
        Map.of(
            "cleanup.policy", "delete",
            "retention.ms", millis(retention),
            "max.message.bytes", maxMessageBytes()));
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  /**
   * Returns the value of {@code max.message.bytes} for topics that take {@link #MAX_RECORD_BYTES}.
   */
  public static String maxMessageBytes() {
    return Integer.toString(MAX_RECORD_BYTES + BATCH_OVERHEAD_BYTES);
  }

  private static TopicSpec compacted(String name, Map<String, String> more) {
    Map<String, String> config = new HashMap<>(more);
    config.put("cleanup.policy", "compact");
    config.put("max.message.bytes", maxMessageBytes());
    return new TopicSpec(name, PARTITIONS, config);
  }
}

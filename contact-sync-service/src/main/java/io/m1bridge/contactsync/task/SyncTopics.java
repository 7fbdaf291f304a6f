package io.m1bridge.contactsync.task;

/**
 * Names of the topics, as configured.
 *
 * @param routed the repartition topic of changes, as Kafka Streams names it
 * @param partitions of those that are keyed by account: the sync task with this number owns those
 *     accounts
 */
public record SyncTopics(
    String changes,
    String results,
    String deadLetters,
    String undelivered,
    String intents,
    String accounts,
    String commands,
    String suppressions,
    String routed,
    int partitions) {}

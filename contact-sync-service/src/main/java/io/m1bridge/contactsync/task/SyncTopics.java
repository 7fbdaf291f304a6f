package io.m1bridge.contactsync.task;

/** Names of the topics, as configured. */
public record SyncTopics(
    String changes,
    String results,
    String deadLetters,
    String undelivered,
    String intents,
    String accounts,
    String commands,
    String suppressions) {}

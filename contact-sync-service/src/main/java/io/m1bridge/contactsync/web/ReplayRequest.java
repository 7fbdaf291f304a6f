package io.m1bridge.contactsync.web;

import org.jspecify.annotations.Nullable;

/**
 * Which dead letters a person wants to be replayed.
 *
 * @param reason only letters of this code; null for all
 * @param dryRun whether to count only; null for no
 */
public record ReplayRequest(@Nullable String reason, @Nullable Boolean dryRun) {}

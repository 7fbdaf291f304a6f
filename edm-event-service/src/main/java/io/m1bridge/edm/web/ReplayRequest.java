package io.m1bridge.edm.web;

import org.jspecify.annotations.Nullable;

/**
 * Which dead letters a person wants to be replayed.
 *
 * @param reason only letters of this code; null for all
 * @param dryRun whether to count only; null for no
 * @param from only letters written at this time or later, such as {@code 2026-11-27T08:00:00Z};
 *     null for all
 * @param to only letters written before this time; null for all
 */
public record ReplayRequest(
    @Nullable String reason,
    @Nullable Boolean dryRun,
    @Nullable String from,
    @Nullable String to) {}

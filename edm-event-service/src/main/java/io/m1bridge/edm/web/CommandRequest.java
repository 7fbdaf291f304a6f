package io.m1bridge.edm.web;

import org.jspecify.annotations.Nullable;

/**
 * What a person asks for.
 *
 * @param action poll-now or backfill
 * @param campaign of poll-now: M1's id of the campaign
 * @param from of backfill: campaigns created or sent from then on, a day or an instant (ISO 8601)
 * @param to of backfill: up to then, a day included
 */
public record CommandRequest(
    @Nullable String action, @Nullable Long campaign, @Nullable String from, @Nullable String to) {}

package io.m1bridge.edm.stream;

import io.m1bridge.edm.engagement.RecipientKeys;

/**
 * How events become records.
 *
 * @param keys what they are keyed by
 * @param maxBytes the largest, key and headers included; a row that needs more becomes a dead
 *     letter
 */
public record EventForm(RecipientKeys keys, int maxBytes) {}

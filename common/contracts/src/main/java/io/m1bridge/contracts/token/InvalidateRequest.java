package io.m1bridge.contracts.token;

/**
 * Body of {@code POST /v1/accounts/{id}/token/invalidate}: M1 answered E10101 to the token of this
 * fingerprint.
 */
public record InvalidateRequest(String fingerprint) {}

package io.m1bridge.contracts.token;

/**
 * Body of {@code POST /v1/accounts/{id}/no-permission}: M1 answered E10102 to a call with the token
 * of this fingerprint.
 */
public record NoPermissionReport(String fingerprint) {}

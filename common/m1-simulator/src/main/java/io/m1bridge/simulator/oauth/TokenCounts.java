package io.m1bridge.simulator.oauth;

/**
 * Token business of one account; no token values.
 *
 * @param codesIssued consents given
 * @param codeExchanges codes turned into tokens
 * @param refreshes refresh calls that had their effect
 * @param refusedRefreshes refresh calls with a token of this account that were refused
 * @param reuses refresh calls with a token that was used before
 * @param grantsAlive grants that can be refreshed
 * @param grantsDead grants that cannot
 * @param accessTokensAlive access tokens that open the API now
 */
public record TokenCounts(
    int codesIssued,
    int codeExchanges,
    int refreshes,
    int refusedRefreshes,
    int reuses,
    int grantsAlive,
    int grantsDead,
    int accessTokensAlive) {}

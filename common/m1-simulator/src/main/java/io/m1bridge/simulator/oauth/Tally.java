package io.m1bridge.simulator.oauth;

/** Sums of one account. Guarded by {@link Grants}. */
final class Tally {
  int codesIssued;
  int codeExchanges;
  int refreshes;
  int refusedRefreshes;
  int reuses;
}

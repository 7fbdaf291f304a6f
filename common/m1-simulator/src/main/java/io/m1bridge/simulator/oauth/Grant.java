package io.m1bridge.simulator.oauth;

import java.util.HashSet;
import java.util.Set;

/** One consent and the refresh tokens that came of it. Guarded by {@link Grants}. */
final class Grant {
  private final String clientId;
  private final String accountId;
  private final Set<String> used = new HashSet<>();
  private boolean alive = true;

  Grant(String clientId, String accountId) {
    this.clientId = clientId;
    this.accountId = accountId;
  }

  String clientId() {
    return clientId;
  }

  String accountId() {
    return accountId;
  }

  boolean alive() {
    return alive;
  }

  void kill() {
    alive = false;
  }

  /** Marks a refresh token as used; false when it was used before. */
  boolean use(String refreshToken) {
    return used.add(refreshToken);
  }
}

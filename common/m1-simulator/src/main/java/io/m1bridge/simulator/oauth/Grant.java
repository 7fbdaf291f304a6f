package io.m1bridge.simulator.oauth;

import io.m1bridge.simulator.behaviour.OAuthBehaviour;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One consent and the refresh tokens that came of it. Guarded by {@link Grants}. */
final class Grant {
  /** The first use of a refresh token, and what it brought. */
  private record Use(Instant at, TokenOutcome.Issued answer) {}

  private final String clientId;
  private final String accountId;
  private final Map<String, Use> uses = new HashMap<>();
  private final Map<String, Integer> refusals = new HashMap<>();
  private final Set<String> usedAccessTokens = new HashSet<>();
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

  /** Whether a refresh token was used before. */
  boolean isUsed(String refreshToken) {
    return uses.containsKey(refreshToken);
  }

  /** Keeps what the first use of a refresh token brought. */
  void used(String refreshToken, TokenOutcome.Issued answer, Instant now) {
    uses.putIfAbsent(refreshToken, new Use(now, answer));
  }

  /** An access token of this grant opened the API. */
  void accessUsed(String accessToken) {
    usedAccessTokens.add(accessToken);
  }

  /** Whether this refresh token, good as it is, is still to be refused. */
  boolean refusesFirst(String refreshToken, int times) {
    return times > 0 && refusals.merge(refreshToken, 1, Integer::sum) <= times;
  }

  /** Whether a used refresh token works once more. */
  boolean forgives(String refreshToken, OAuthBehaviour behaviour, Instant now) {
    Use use = uses.get(refreshToken);
    return use != null
        && switch (behaviour.rotation()) {
          case LENIENT -> true;
          case STRICT, REUSE_DETECTION -> false;
          case GRACE_PERIOD -> now.isBefore(use.at().plus(behaviour.gracePeriod()));
          case UNTIL_SUCCESSOR_USED ->
              !isUsed(use.answer().refreshToken())
                  && !usedAccessTokens.contains(use.answer().accessToken());
          case SAME_ANSWER -> !isUsed(use.answer().refreshToken());
        };
  }

  /** What the first use of a refresh token brought; null if it was not used. */
  TokenOutcome.@Nullable Issued firstAnswer(String refreshToken) {
    Use use = uses.get(refreshToken);
    return use == null ? null : use.answer();
  }
}

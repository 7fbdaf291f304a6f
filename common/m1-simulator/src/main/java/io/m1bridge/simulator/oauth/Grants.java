package io.m1bridge.simulator.oauth;

import io.m1bridge.simulator.behaviour.OAuthBehaviour;
import io.m1bridge.simulator.behaviour.OAuthBehaviour.RefreshTokenInAnswer;
import io.m1bridge.simulator.behaviour.OAuthBehaviour.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Codes, grants and tokens. Thread-safe. */
public final class Grants {
  private record Code(String clientId, String accountId, String redirectUri, Instant expiresAt) {}

  private record Access(Grant grant, Instant visibleFrom, Instant expiresAt) {}

  private final RandomGenerator random;
  private final SecretsRecord record;
  private final Map<String, Code> codes = new HashMap<>();
  private final List<Grant> grants = new ArrayList<>();
  private final Map<String, Grant> byRefreshToken = new HashMap<>();
  private final Map<String, Access> byAccessToken = new HashMap<>();
  private final Map<String, Tally> tallies = new HashMap<>();

  /**
   * @param random makes codes and tokens
   * @param record told all of them
   */
  public Grants(RandomGenerator random, SecretsRecord record) {
    this.random = random;
    this.record = record;
  }

  /** A code for a consent that was given. */
  public synchronized String issueCode(
      String clientId, String accountId, String redirectUri, Instant now, Duration life) {
    String code = secret("code", now);
    codes.put(code, new Code(clientId, accountId, redirectUri, now.plus(life)));
    tally(accountId).codesIssued++;
    return code;
  }

  /** Turns a code into tokens, once. */
  public synchronized TokenOutcome exchange(
      String clientId, String code, String redirectUri, OAuthBehaviour behaviour, Instant now) {
    Code known = codes.get(code);
    if (known == null || !known.clientId().equals(clientId)) {
      return new TokenOutcome.Refused("invalid_grant", "unknown or used code");
    }
    codes.remove(code);
    if (!now.isBefore(known.expiresAt())) {
      return new TokenOutcome.Refused("invalid_grant", "code expired");
    }
    if (!known.redirectUri().equals(redirectUri)) {
      return new TokenOutcome.Refused("invalid_grant", "redirect_uri is not the authorized one");
    }
    tally(known.accountId()).codeExchanges++;
    return issue(
        newGrant(clientId, known.accountId()), newRefreshToken(now), false, behaviour, now);
  }

  /** Turns a refresh token into a new pair, as the rotation in force says. */
  public synchronized TokenOutcome refresh(
      String clientId, String refreshToken, OAuthBehaviour behaviour, Instant now) {
    Grant grant = byRefreshToken.get(refreshToken);
    if (grant == null || !grant.clientId().equals(clientId)) {
      return new TokenOutcome.DeadGrant();
    }
    Tally tally = tally(grant.accountId());
    boolean reused = grant.isUsed(refreshToken);
    if (reused) {
      tally.reuses++;
    }
    if (reused && behaviour.rotation() == Rotation.REUSE_DETECTION) {
      kill(grant);
    }
    if (!grant.alive() || (reused && !grant.forgives(refreshToken, behaviour, now))) {
      tally.refusedRefreshes++;
      return new TokenOutcome.DeadGrant();
    }
    if (grant.refusesFirst(refreshToken, behaviour.spuriousRefusals())) {
      tally.refusedRefreshes++;
      return new TokenOutcome.Refused("invalid_grant", "refresh token is not known here yet");
    }
    tally.refreshes++;
    TokenOutcome.Issued first = grant.firstAnswer(refreshToken);
    if (first != null && behaviour.rotation() == Rotation.SAME_ANSWER) {
      return first;
    }
    if (!behaviour.oldAccessTokenLives()) {
      byAccessToken.values().removeIf(access -> access.grant() == grant);
    }
    if (behaviour.refreshTokenInAnswer() != RefreshTokenInAnswer.NEW) {
      return issue(grant, refreshToken, true, behaviour, now);
    }
    TokenOutcome.Issued answer = issue(grant, newRefreshToken(now), true, behaviour, now);
    grant.used(refreshToken, answer, now);
    return answer;
  }

  /** A pair without a consent: for tests and measurements that are not about OAuth2. */
  public synchronized TokenOutcome.Issued issueWithoutConsent(
      String clientId, String accountId, OAuthBehaviour behaviour, Instant now) {
    return issue(newGrant(clientId, accountId), newRefreshToken(now), false, behaviour, now);
  }

  /** The account that an access token opens now, or null. */
  public synchronized @Nullable String accountOf(@Nullable String accessToken, Instant now) {
    Access access = accessToken == null ? null : byAccessToken.get(accessToken);
    if (accessToken == null
        || access == null
        || now.isBefore(access.visibleFrom())
        || !now.isBefore(access.expiresAt())) {
      return null;
    }
    access.grant().accessUsed(accessToken);
    return access.grant().accountId();
  }

  /** Access tokens of an account expire now. */
  public synchronized void expireAccess(String accountId) {
    byAccessToken.values().removeIf(access -> access.grant().accountId().equals(accountId));
  }

  /** All grants of an account die, as when its owner withdraws the consent. */
  public synchronized void revoke(String accountId) {
    grants.stream().filter(g -> g.accountId().equals(accountId)).toList().forEach(this::kill);
  }

  /** Sums of one account. */
  public synchronized TokenCounts counts(String accountId, Instant now) {
    Tally tally = tally(accountId);
    List<Grant> own = grants.stream().filter(g -> g.accountId().equals(accountId)).toList();
    int alive = (int) own.stream().filter(Grant::alive).count();
    int access =
        (int)
            byAccessToken.values().stream()
                .filter(a -> a.grant().accountId().equals(accountId))
                .filter(a -> now.isBefore(a.expiresAt()))
                .count();
    return new TokenCounts(
        tally.codesIssued,
        tally.codeExchanges,
        tally.refreshes,
        tally.refusedRefreshes,
        tally.reuses,
        alive,
        own.size() - alive,
        access);
  }

  /** Forgets all. */
  public synchronized void clear() {
    codes.clear();
    grants.clear();
    byRefreshToken.clear();
    byAccessToken.clear();
    tallies.clear();
  }

  private Grant newGrant(String clientId, String accountId) {
    Grant grant = new Grant(clientId, accountId);
    grants.add(grant);
    return grant;
  }

  private TokenOutcome.Issued issue(
      Grant grant, String refreshToken, boolean byRefresh, OAuthBehaviour behaviour, Instant now) {
    byAccessToken.values().removeIf(access -> !now.isBefore(access.expiresAt()));
    Instant expiresAt = now.plus(behaviour.accessTokenLife());
    String accessToken = secret("access-token", now);
    byAccessToken.put(accessToken, new Access(grant, now.plus(behaviour.newTokenLag()), expiresAt));
    byRefreshToken.put(refreshToken, grant);
    return new TokenOutcome.Issued(
        grant.accountId(),
        accessToken,
        refreshToken,
        expiresAt,
        behaviour.accessTokenLife(),
        byRefresh);
  }

  private String newRefreshToken(Instant now) {
    return secret("refresh-token", now);
  }

  private void kill(Grant grant) {
    grant.kill();
    byAccessToken.values().removeIf(access -> access.grant() == grant);
  }

  private Tally tally(String accountId) {
    return tallies.computeIfAbsent(accountId, id -> new Tally());
  }

  /** As in the page's sample: 32 hex digits and the time. */
  private String secret(String kind, Instant now) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String secret = HexFormat.of().formatHex(bytes) + now.toEpochMilli();
    record.note(kind, secret);
    return secret;
  }
}

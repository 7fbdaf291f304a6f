package io.m1bridge.account;

import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The current token per account. Its expiry is checked at every use, also after idling. After
 * {@link #MAX_AGE} it is asked for anew while the cached one goes on being used, so that a
 * disconnected account is noticed; without an answer a token is used for as long as it lives.
 */
final class TokenCache {

  static final Duration MAX_AGE = Duration.ofSeconds(30);

  private final TokenServiceApi api;
  private final Clock clock;
  private final Duration minValidity;
  private final Map<AccountId, Entry> entries = new HashMap<>();

  /**
   * @param minValidity a token with less life left is not used for a new call
   */
  TokenCache(TokenServiceApi api, Clock clock, Duration minValidity) {
    this.api = api;
    this.clock = clock;
    this.minValidity = minValidity;
  }

  synchronized CompletionStage<TokenOutcome> token(AccountId account) {
    Entry entry = entries.computeIfAbsent(account, id -> new Entry());
    Instant now = clock.instant();
    Token token = entry.token;
    if (token != null && now.isBefore(entry.heldUntil)) {
      return CompletableFuture.completedFuture(
          new TokenOutcome.Unavailable(
              "M1 does not know the new token yet", Duration.between(now, entry.heldUntil)));
    }
    if (token != null && token.expiresAt().isAfter(now.plus(minValidity))) {
      if (!now.isBefore(entry.fetchedAt.plus(MAX_AGE)) && !now.isBefore(entry.askAgainAt)) {
        fetch(account, entry);
      }
      return CompletableFuture.completedFuture(new TokenOutcome.Available(token));
    }
    if (entry.refusal != null && now.isBefore(entry.askAgainAt)) {
      return CompletableFuture.completedFuture(entry.refusal);
    }
    return fetch(account, entry);
  }

  /**
   * Holds a token back for some seconds after M1's API refused it, if it is so young that the API
   * may not know it yet.
   *
   * @return whether it is that young, so that the refusal says nothing
   */
  synchronized boolean heldBack(AccountId account, Token token) {
    Entry entry = entries.get(account);
    Instant now = clock.instant();
    if (entry == null
        || entry.token == null
        || !entry.token.fingerprint().equals(token.fingerprint())
        || !now.isBefore(entry.knownFrom)) {
      return false;
    }
    entry.heldUntil = now.plus(AccountAccess.HELD_BACK);
    return true;
  }

  /**
   * Forgets the token, if it still is the cached one, and reports it, once; not a young one.
   *
   * @return false for a young one
   */
  synchronized boolean reportInvalid(AccountId account, Token token) {
    if (heldBack(account, token)) {
      return false;
    }
    Entry entry = entries.computeIfAbsent(account, id -> new Entry());
    if (entry.token != null && entry.token.fingerprint().equals(token.fingerprint())) {
      entry.token = null;
    }
    if (token.fingerprint().equals(entry.reported)) {
      return true;
    }
    entry.reported = token.fingerprint();
    entry.refusal = null;
    entry.report =
        api.invalidate(account, token.fingerprint())
            .handle(
                (arrived, bug) -> {
                  if (bug != null || !arrived) {
                    forgetReport(account, token.fingerprint());
                  }
                  return arrived;
                });
    return true;
  }

  private synchronized void forgetReport(AccountId account, String fingerprint) {
    Entry entry = entries.get(account);
    if (entry != null && fingerprint.equals(entry.reported)) {
      entry.reported = null;
    }
  }

  private CompletionStage<TokenOutcome> fetch(AccountId account, Entry entry) {
    CompletableFuture<TokenOutcome> running = entry.inFlight;
    if (running != null && !running.isDone()) {
      return running;
    }
    CompletableFuture<TokenOutcome> fetched = new CompletableFuture<>();
    entry.inFlight = fetched;
    // A report under way goes first: what is fetched before it arrived is the refused token again.
    entry
        .report
        .thenCompose(arrived -> api.token(account))
        .whenComplete(
            (outcome, bug) -> {
              if (bug == null) {
                fetched.complete(keep(entry, outcome));
              } else {
                fetched.completeExceptionally(bug);
              }
            });
    return fetched;
  }

  private synchronized TokenOutcome keep(Entry entry, TokenOutcome outcome) {
    Instant now = clock.instant();
    if (outcome instanceof TokenOutcome.Available available) {
      if (available.token().fingerprint().equals(entry.reported)) {
        return refuse(
            entry,
            new TokenOutcome.Unavailable(
                "M1 refused this token; a newer one is not there yet", Duration.ofSeconds(1)),
            Duration.ofSeconds(1));
      }
      entry.token = available.token();
      entry.knownFrom = now.plus(Token.YOUNG).minus(available.token().age());
      entry.fetchedAt = now;
      entry.refusal = null;
      return outcome;
    }
    if (outcome instanceof TokenOutcome.Unavailable unavailable) {
      return refuse(entry, outcome, unavailable.retryAfter());
    }
    entry.token = null;
    return refuse(entry, outcome, Duration.ofSeconds(5));
  }

  private TokenOutcome refuse(Entry entry, TokenOutcome outcome, Duration pause) {
    entry.refusal = outcome;
    entry.askAgainAt = clock.instant().plus(pause);
    return outcome;
  }

  private static final class Entry {
    private @Nullable Token token;
    private Instant fetchedAt = Instant.EPOCH;

    /** From then on M1's API surely knows the token. */
    private Instant knownFrom = Instant.EPOCH;

    private Instant heldUntil = Instant.EPOCH;
    private @Nullable TokenOutcome refusal;
    private Instant askAgainAt = Instant.EPOCH;
    private @Nullable String reported;
    private CompletionStage<Boolean> report = CompletableFuture.completedFuture(true);
    private @Nullable CompletableFuture<TokenOutcome> inFlight;
  }
}

package io.m1bridge.account;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What a service needs to call M1 for an account: permission to call now, and a token. One
 * background loop asks token-service once a second for all accounts; every method here answers from
 * memory or asynchronously and never blocks, so that a Streams task can call it.
 */
public interface AccountAccess {

  /**
   * Between two calls with a token of which M1's refusal says nothing, since it is too young or no
   * longer the current one.
   */
  Duration HELD_BACK = Duration.ofSeconds(3);

  /**
   * Takes one permit if a live one is here. If not, the wish is remembered and asked for with the
   * next request of the loop; ask again at the next punctuation.
   *
   * @param demand how many calls could be made now, this one included; an upper hint for the next
   *     request, at least 1
   */
  Optional<Permit> tryAcquire(AccountId account, Permit.Purpose purpose, int demand);

  /** Gives back a permit that was surely not used. Late or repeated returns do nothing. */
  void giveBack(Permit permit);

  /** The current token, from the cache while it is valid for long enough. */
  CompletionStage<TokenOutcome> token(AccountId account);

  /**
   * M1 answered E10101 to this token: forget it and report its fingerprint, once. A token younger
   * than 30 s is not reported, for M1's API may not know it yet: it is held back for {@link
   * #HELD_BACK}, so ask for the token and call again.
   *
   * @return false if the token is so young, and the refusal says nothing
   */
  boolean reportInvalid(AccountId account, Token token);

  /**
   * M1 answered E10102 to this token: the account may not use the API. token-service suspends it
   * until an admin resumes it; the report is repeated until it arrives.
   *
   * @return completes, when the report arrived, with whether it was taken. False: the token was not
   *     the current one any more, or so young that M1's API may not know it yet, and nothing was
   *     suspended: ask for the token and call again. Never completes exceptionally
   */
  CompletionStage<Boolean> reportNoPermission(AccountId account, Token token);

  /** M1 answered E10104: report it; permits held for the account are dropped. */
  void reportThrottled(AccountId account);
}

package io.m1bridge.m1;

import java.util.concurrent.CompletionStage;

/**
 * The one way to call M1's API for one account.
 *
 * <p>Laws, held by every implementation and decorator, and checked by a contract test:
 *
 * <ul>
 *   <li>The stage never completes exceptionally because of M1 or the network: that is an {@link
 *       M1Outcome}. An exception is a bug.
 *   <li>One {@code send} is at most one call that M1 counts: nothing below this port repeats a call
 *       by itself, for a repeat costs a permit, and permits are the caller's.
 *   <li>The calling thread is never blocked.
 *   <li>No URL, token, parameter or body reaches a log, a metric or an exception.
 * </ul>
 */
public interface M1Port {

  /**
   * Makes the call.
   *
   * @param account whose call it is: for metrics, the circuit breaker and the logs
   * @param token whose permission it uses
   */
  <T> CompletionStage<M1Outcome<T>> send(AccountId account, AccessToken token, M1Call<T> call);
}

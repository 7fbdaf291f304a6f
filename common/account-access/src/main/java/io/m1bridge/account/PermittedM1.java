package io.m1bridge.account;

import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The only way in which services call M1: no call leaves without a live permit, and no permit is
 * used twice. It stands outside of the whole client, which repeats nothing: one permit is at most
 * one call that M1 counts. Whoever repeats a call takes another permit.
 */
public final class PermittedM1 {

  private final M1Port m1;

  public PermittedM1(M1Port m1) {
    this.m1 = m1;
  }

  /**
   * Makes the call. Where an open circuit kept it from leaving, the permit goes back.
   *
   * @return empty, and nothing was sent, if the permit is used or has expired
   */
  public <T> Optional<CompletionStage<M1Outcome<T>>> send(
      Permit permit, Token token, M1Call<T> call) {
    if (!permit.begin()) {
      return Optional.empty();
    }
    return Optional.of(
        m1.send(permit.account(), token.accessToken(), call)
            .thenApply(
                outcome -> {
                  if (outcome instanceof M1Outcome.Unavailable<T> unavailable
                      && unavailable.isCircuitOpen()) {
                    permit.notMade();
                  }
                  return outcome;
                }));
  }
}

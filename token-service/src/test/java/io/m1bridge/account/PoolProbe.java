package io.m1bridge.account;

import io.m1bridge.contracts.token.PermitsAnswer;
import io.m1bridge.contracts.token.PermitsRequest;
import io.m1bridge.m1.AccountId;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The callers' real pool of permits, for a model of callers and owners together. */
public final class PoolProbe {

  private final PermitPool pool;

  public PoolProbe(String instance, LongSupplier nanoTime) {
    pool = new PermitPool(instance, nanoTime);
  }

  public Optional<Permit> tryAcquire(AccountId account, Permit.Purpose purpose, int demand) {
    return pool.tryAcquire(account, purpose, demand);
  }

  public void giveBack(Permit permit) {
    pool.giveBack(permit);
  }

  public Optional<PermitsRequest> nextRequest() {
    return pool.nextRequest();
  }

  public void accept(PermitsAnswer answer, long sentAt) {
    pool.accept(answer, sentAt);
  }

  public void failed(PermitsRequest request) {
    pool.failed(request);
  }

  public void throttled(AccountId account) {
    pool.throttled(account);
  }
}
